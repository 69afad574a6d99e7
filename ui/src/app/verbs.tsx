import { createContext, use, useMemo, useState } from "react";
import type { Id } from "../api/types";
import { laterDialog } from "./later";

const AccountDialogs = laterDialog(async () => (await import("../features/accounts/AccountDialogs")).AccountDialogs);
const ImportPeople = laterDialog(async () => (await import("../features/many/ImportPeople")).ImportPeople);
const NewPerson = laterDialog(async () => (await import("../features/users/NewPerson")).NewPerson);

/** What can be asked for from anywhere (tree, palette, page): one dialog at a time, drawn here. */
export type VerbRequest =
  | { verb: "newAccount"; parent: { id: Id; name: string } }
  | { verb: "newPerson"; account: { id: Id; name: string } }
  | { verb: "importPeople"; account: { id: Id; name: string } }
  | { verb: "rename" | "move" | "delete" | "apiKey"; account: { id: Id; name: string } };

interface Verbs {
  readonly ask: (request: VerbRequest) => void;
}

const VerbsContext = createContext<Verbs>({ ask: () => undefined });
export const useVerbs = (): Verbs => use(VerbsContext);

export function VerbsProvider({ children }: { children: React.ReactNode }) {
  const [request, setRequest] = useState<VerbRequest | null>(null);
  const verbs = useMemo(() => ({ ask: setRequest }), []);
  const close = () => setRequest(null);
  return (
    <VerbsContext.Provider value={verbs}>
      {children}
      {request?.verb === "newPerson" && <NewPerson account={request.account} onClose={close} />}
      {request?.verb === "importPeople" && <ImportPeople account={request.account} onClose={close} />}
      {request && request.verb !== "newPerson" && request.verb !== "importPeople" && <AccountDialogs request={request} onClose={close} />}
    </VerbsContext.Provider>
  );
}
