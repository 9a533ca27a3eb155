import { oneSpaced } from '../parse/plainText';
import type { StepCheck } from '../types';

/** What comments and attributes beside a step say about it. */
export interface Directives {
  id: string | null;
  check: StepCheck | null;
  killer: boolean;
  fourEyes: boolean;
  pausePoint: boolean;
  /** Sentences about directives that cannot be read. */
  faults: string[];
}

/** Directives of a step without any. */
export function noDirectives(): Directives {
  return {
    id: null,
    check: null,
    killer: false,
    fourEyes: false,
    pausePoint: false,
    faults: [],
  };
}

const ID = /^[\w][\w.:-]{0,99}$/;
const PARAMETER = /([\w.-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))/g;
const CHECK =
  /^([a-z][\w-]*(?:\.[\w-]+)*)((?:\s+[\w.-]+=(?:"[^"]*"|'[^']*'|\S+))*)$/i;

/** Reads `backup.completed key=value`; undefined when it cannot be read. */
export function parseCheck(
  text: string,
): Pick<StepCheck, 'name' | 'parameters'> | undefined {
  const match = CHECK.exec(text);
  if (!match) return undefined;
  const parameters: [string, string][] = [];
  for (const found of match[2].matchAll(PARAMETER)) {
    parameters.push([found[1], found[2] ?? found[3] ?? found[4]]);
  }
  return { name: match[1], parameters: Object.fromEntries(parameters) };
}

function readCheck(text: string, line: number, into: Directives): void {
  const check = parseCheck(text);
  if (check) into.check = { ...check, line };
  else {
    into.faults.push(
      `The check "${text}" cannot be read; write <!-- check: backup.completed key=value -->.`,
    );
  }
}

function readDirective(text: string, line: number, into: Directives): void {
  const [, name = '', value = ''] =
    /^([\w-]+)\s*(?::\s*(.*))?$/.exec(text) ?? [];
  switch (name.toLowerCase()) {
    case 'step':
      if (ID.test(value)) into.id = value;
      else {
        into.faults.push(
          `The step id "${value}" cannot be used; use letters, digits, ".", "-" and "_".`,
        );
      }
      break;
    case 'check':
      readCheck(value, line, into);
      break;
    case 'killer':
      into.killer = true;
      break;
    case 'four-eyes':
      into.fourEyes = true;
      break;
    case 'pause':
      into.pausePoint = true;
      break;
    default:
  }
}

/** Reads an HTML comment; one that is no directive is ignored. */
export function readComment(
  html: string,
  line: number,
  into: Directives,
): void {
  for (const [, body] of html.matchAll(/<!--([\s\S]*?)-->/g)) {
    for (const part of body.split(/[;\n]/)) {
      readDirective(part.trim(), line, into);
    }
  }
}

const ID_ATTRIBUTE =
  /\s*\{\s*(?:id\s*=\s*|#)["']?([\w][\w.:-]{0,99})["']?\s*\}\s*$/;
const BROKEN_BOX = /^\[[ xX-]?\](?!\()\s*/;

/** Text of a step without comments, id attribute and broken task marker. */
export interface CleanText {
  text: string;
  /** True when it began like a task item but is none. */
  brokenBox: boolean;
}

/** Takes comments and a trailing `{id=x}` off the text of a step. */
export function cleanText(
  raw: string,
  line: number,
  into: Directives,
): CleanText {
  let text = raw.trim();
  if (raw.includes('<!--')) {
    readComment(raw, line, into);
    text = raw.replace(/<!--[\s\S]*?-->/g, ' ').trim();
  }
  const id = text.endsWith('}') ? ID_ATTRIBUTE.exec(text) : null;
  if (id) {
    into.id ??= id[1];
    text = text.slice(0, id.index);
  }
  const brokenBox = BROKEN_BOX.test(text);
  if (brokenBox) text = text.replace(BROKEN_BOX, '');
  return { text: oneSpaced(text), brokenBox };
}
