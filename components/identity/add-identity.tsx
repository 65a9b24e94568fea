"use client";

import { useState } from "react";
import { Card, CardBody } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/radio-group";
import { BringIdentity, type BringIdentityProps } from "./bring-identity";
import { MakeDevelopment, type MakeDevelopmentProps } from "./make-development";

type Way = "development" | "uploaded" | "kms";

const ways = [
  {
    value: "uploaded",
    label: "Upload a certificate and its key",
    hint: "A chain that a certificate authority issued for signing claims. The key is sealed here.",
  },
  {
    value: "kms",
    label: "Sign with a key in AWS KMS",
    hint: "The key stays there. Each signature is a request, and a line of every plan's ledger.",
  },
  {
    value: "development",
    label: "Make a development identity",
    hint: "Made here in a moment, with a chain of its own. On no public trust list.",
  },
];

/** The three ways to an identity. */
export function AddIdentity({
  base,
  make,
  ...bring
}: Omit<BringIdentityProps, "kind"> & Pick<MakeDevelopmentProps, "make">) {
  const [way, setWay] = useState<Way>("uploaded");
  return (
    <div className="grid max-w-3xl gap-4">
      <RadioGroup
        aria-label="How to get an identity"
        layout="cards"
        className="sm:grid-cols-3"
        value={way}
        onValueChange={(value) => setWay(value as Way)}
        options={ways}
      />
      <Card>
        <CardBody className="py-4">
          {way === "development" ? (
            <MakeDevelopment base={base} make={make} />
          ) : (
            <BringIdentity key={way} kind={way} base={base} {...bring} />
          )}
        </CardBody>
      </Card>
    </div>
  );
}
