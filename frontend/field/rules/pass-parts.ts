/** What a pass is made of once it is read; docs/field-wire.md §5. */

export type Bytes = Uint8Array<ArrayBuffer>;

export interface PassPermit {
  id: string;
  kind: string;
  purpose: string;
  persons: number;
  since: number;
  until: number;
  household: number;
  resident: number;
  gates: number[];
  plate: string;
}

export interface ReadPass {
  place: string;
  key: number;
  body: Bytes;
  signature: Bytes;
  permit: PassPermit;
}
