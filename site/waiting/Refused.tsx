import type { ComponentChildren } from "preact";

import { goesBy, type Named } from "../../rules/charter/goesBy.ts";
import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import type { Overruled, Standing } from "../offline/board.ts";
import { forgetOverruled } from "../offline/overruled.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Link } from "../ui/Link.tsx";
import { Notice } from "../ui/Notice.tsx";
import { refusedOf } from "./refused.ts";
import { useBoard } from "./useBoard.ts";

interface Props {
  readonly event: Named;
  /** What its subjects begin with, such as `departure`. */
  readonly sorts: readonly string[];
}

/** Says on the charter, where it would have stood, that something done on this device was refused, or does not count. */
export function Refused(props: Props) {
  return (
    <>
      <NotTaken {...props} />
      <OverruledHere {...props} />
    </>
  );
}

/** Says to whoever did something on this device, until they have read it, that somebody's later word counts. */
function OverruledHere({ event, sorts }: Props) {
  return useBoard()
    .overruled.filter(({ slug, sort }) => goesBy(event, slug) && sorts.includes(sort))
    .map((one) => <OverruledNote key={one.id} one={one} />);
}

/** The same wherever they are: what was sent while another page was shown, or none. */
export function OverruledAnywhere() {
  return useBoard().overruled.map((one) => (
    <OverruledNote key={one.id} one={one}>
      <Link class="button" to={{ name: "charter", slug: one.slug }}>
        Open the charter
      </Link>
    </OverruledNote>
  ));
}

function OverruledNote({ one, children }: { readonly one: Overruled; readonly children?: ComponentChildren }) {
  return (
    <Notice tone="warn" title={one.standing.map(({ stands }) => `${stands}.`).join(" ")}>
      <p>
        {wordsOf(one).map((word, place) => (
          <span key={place}>
            {word === undefined ? (
              "Somebody said so later"
            ) : (
              <>
                {word.name} said so <DeviceSaid at={word.at} received_at={word.received_at} say={momentLabel} />, later
              </>
            )}{" "}
            than what was done on this device.{" "}
          </span>
        ))}
        Done here: “{one.sentence}”.{one.sort === "patron" && " Yours is in the history."}
      </p>
      <div class="row">
        {children}
        <button
          type="button"
          class="button"
          onClick={() => {
            forgetOverruled(one);
          }}
        >
          Understood
        </button>
      </div>
    </Notice>
  );
}

/** Whose words count, each once however much it says. */
function wordsOf({ standing }: Overruled): readonly Standing["word"][] {
  return standing
    .map(({ word }) => word)
    .filter((word, place, all) => all.findIndex((one) => one?.name === word?.name && one?.at === word?.at) === place);
}

/** What was refused waits for somebody's decision. */
function NotTaken({ event, sorts }: Props) {
  const { company } = useApp();
  return refusedOf(useBoard().entries, event, sorts).map(({ seq, write, refusal }) => (
    <Notice key={seq} tone="bad" title={`Refused: ${write.sentence}`}>
      <p>
        Entered on this device {momentLabel(write.at, company.time_zone)}
        {write.by_name !== "" && ` by ${write.by_name}`}. “{refusal?.title}”. It counts nowhere until somebody decides.
      </p>
      <Link to={{ name: "waiting" }}>Decide on it</Link>
    </Notice>
  ));
}
