// The package refuses to load before the polyfill, whichever file of ours comes first.
import "reflect-metadata";

export * from "@peculiar/x509";
