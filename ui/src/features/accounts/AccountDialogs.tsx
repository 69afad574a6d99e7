import type { VerbRequest } from "../../app/verbs";
import { ApiKey } from "./ApiKey";
import { DeleteAccount } from "./DeleteAccount";
import { MoveAccount } from "./MoveAccount";
import { NewAccount } from "./NewAccount";
import { RenameAccount } from "./RenameAccount";

export function AccountDialogs({ request, onClose }: { request: Exclude<VerbRequest, { verb: "newPerson" } | { verb: "importPeople" }>; onClose: () => void }) {
  switch (request.verb) {
    case "newAccount":
      return <NewAccount parent={request.parent} onClose={onClose} />;
    case "apiKey":
      return <ApiKey account={request.account} onClose={onClose} />;
    case "rename":
      return <RenameAccount account={request.account} onClose={onClose} />;
    case "move":
      return <MoveAccount account={request.account} onClose={onClose} />;
    case "delete":
      return <DeleteAccount account={request.account} onClose={onClose} />;
  }
}
