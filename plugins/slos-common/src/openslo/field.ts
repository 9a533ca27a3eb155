import { JsonObject, JsonValue } from '@backstage/types';
import Decimal from 'decimal.js';
import {
  Document,
  LineCounter,
  Node,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
} from 'yaml';
import { ProblemList } from './problems';

/** What all fields of one YAML document share. */
export interface FieldContext {
  file: string;
  document: Document;
  lineCounter: LineCounter;
  problems: ProblemList;
}

/**
 * A place in a YAML document that may or may not hold a value. It knows its
 * file, line and path, so that whoever reads it can say where something is
 * wrong. The `read…` methods report a problem and answer `undefined` when the
 * value is of another type; an absent value is no problem.
 */
export class Field {
  private readonly node: Node | undefined;

  constructor(
    private readonly context: FieldContext,
    node: unknown,
    readonly path: string,
    readonly line: number,
  ) {
    const resolved = isAlias(node) ? node.resolve(context.document) : node;
    this.node = isNode(resolved) ? resolved : undefined;
  }

  get file(): string {
    return this.context.file;
  }

  /** Whether there is a value; `key:` with nothing behind it counts as absent. */
  get present(): boolean {
    return (
      this.node !== undefined &&
      !(isScalar(this.node) && this.node.value === null)
    );
  }

  get isMapping(): boolean {
    return isMap(this.node);
  }

  get isSequence(): boolean {
    return isSeq(this.node);
  }

  error(rule: string, message: string): void {
    this.context.problems.error(this, rule, message);
  }

  warning(rule: string, message: string): void {
    this.context.problems.warning(this, rule, message);
  }

  /** The value under a key; absent when this is no mapping or lacks the key. */
  child(key: string): Field {
    const path = this.path ? `${this.path}.${key}` : key;
    if (isMap(this.node)) {
      for (const pair of this.node.items) {
        if (isScalar(pair.key) && String(pair.key.value) === key) {
          return new Field(
            this.context,
            pair.value,
            path,
            this.lineOf(pair.key),
          );
        }
      }
    }
    return new Field(this.context, undefined, path, this.line);
  }

  /** Keys and values of a mapping, in the order of the file. */
  entries(): [key: string, value: Field][] {
    if (!isMap(this.node)) return [];
    return this.node.items
      .map(pair => (isScalar(pair.key) ? String(pair.key.value) : undefined))
      .filter((key): key is string => key !== undefined)
      .map(key => [key, this.child(key)]);
  }

  /** Items of a sequence. */
  items(): Field[] {
    if (!isSeq(this.node)) return [];
    return this.node.items.map(
      (item, i) =>
        new Field(
          this.context,
          item,
          `${this.path}[${i}]`,
          isNode(item) ? this.lineOf(item) : this.line,
        ),
    );
  }

  /** Whether a mapping is here; reports a missing one, another type, and keys the version does not know. */
  readMapping(known: readonly string[]): boolean {
    if (!this.present) {
      this.error('required', `${this.label} is missing`);
      return false;
    }
    if (!this.isMapping) return this.wrongType('a mapping');
    for (const [key, value] of this.entries()) {
      if (!known.includes(key)) {
        value.error(
          'unknown-field',
          `"${key}" is not known here; known are ${known.join(', ')}`,
        );
      }
    }
    return true;
  }

  /** The items of a list; reports another type. */
  readList(): Field[] {
    if (this.present && !this.isSequence) this.wrongType('a list');
    return this.items();
  }

  readString(): string | undefined {
    const value = this.scalar();
    if (value === undefined) return undefined;
    if (typeof value === 'string') return value;
    this.wrongType('a text');
    return undefined;
  }

  readBoolean(): boolean | undefined {
    const value = this.scalar();
    if (value === undefined) return undefined;
    if (typeof value === 'boolean') return value;
    this.wrongType('true or false');
    return undefined;
  }

  /** A finite number, exactly as written: 0.1 stays 0.1. */
  readDecimal(): Decimal | undefined {
    const value = this.scalar();
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isFinite(value)) {
      return new Decimal(this.decimalSource() ?? value);
    }
    this.wrongType('a number');
    return undefined;
  }

  /** A mapping as plain JSON; reports another type and content that cannot be expanded. */
  readJsonObject(): JsonObject | undefined {
    if (!this.present) return undefined;
    if (!this.isMapping) {
      this.wrongType('a mapping');
      return undefined;
    }
    try {
      const plain: JsonValue = this.node!.toJS(this.context.document, {
        maxAliasCount: 100,
      });
      return plain as JsonObject;
    } catch (error) {
      this.error(
        'unreadable',
        `${this.label} cannot be expanded: ${(error as Error).message}`,
      );
      return undefined;
    }
  }

  /** The text of a scalar, for values that may be written with or without quotes. */
  scalarText(): string | undefined {
    const value = this.scalar();
    return value === undefined ? undefined : String(value);
  }

  private scalar(): unknown {
    if (!this.present) return undefined;
    return isScalar(this.node) ? this.node.value : this.node;
  }

  private decimalSource(): string | undefined {
    const text = isScalar(this.node) ? this.node.source : undefined;
    return text !== undefined &&
      /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)
      ? text.replace(/^\+/, '')
      : undefined;
  }

  private wrongType(expected: string): false {
    this.error('type', `${this.label} must be ${expected}`);
    return false;
  }

  private get label(): string {
    return this.path ? `"${this.path}"` : 'The document';
  }

  private lineOf(node: Node): number {
    const offset = node.range?.[0];
    return offset === undefined
      ? this.line
      : this.context.lineCounter.linePos(offset).line;
  }
}
