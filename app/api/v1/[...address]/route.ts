import { noSuchAddress } from "@/lib/edge/no-such-address.ts";

export const { GET, POST, PUT, PATCH, DELETE } = noSuchAddress;
