import { JsonObject } from '@backstage/types';
import { z } from 'zod/v4';

const uri = (name: string) => `#/components/schemas/${name}`;

/** Turns zod schemas into JSON Schema 2020-12; answers refer to the named ones. */
export class SchemaWriter {
  readonly #written: Record<string, JsonObject>;
  readonly #ids = new Map<z.ZodType, string>();
  readonly #names: readonly string[];

  /**
   * @param named - schemas that become components, by name
   * @param answers - every schema that `answer` will be asked for
   * @throws Error when two schemas claim a name, or a recursive schema has none
   */
  constructor(
    named: readonly (readonly [name: string, schema: z.ZodType])[],
    answers: readonly z.ZodType[],
  ) {
    const byName = new Map<string, z.ZodType>();
    for (const [name, schema] of named) {
      if ((byName.get(name) ?? schema) !== schema) {
        throw new Error(`Two schemas of one document are called ${name}`);
      }
      byName.set(name, schema);
      this.#ids.set(schema, name);
    }
    // By the alphabet, whatever the order of declaration.
    this.#names = [...byName.keys()].sort();
    for (const schema of answers) {
      if (!this.#ids.has(schema)) {
        this.#ids.set(schema, `(answer ${this.#ids.size})`);
      }
    }
    const registry = z.registry<{ id: string }>();
    for (const [schema, id] of this.#ids) registry.add(schema, { id });
    const { schemas } = z.toJSONSchema(registry, { uri, override: simplify });
    if ('__shared' in schemas) {
      throw new Error('A recursive schema needs a name of its own');
    }
    this.#written = mapValues(schemas, withoutIdentity);
  }

  /** The named schemas that `part` refers to, directly or by way of others. */
  components(part: JsonObject): JsonObject {
    const used = new Set<string>();
    const visit = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, each] of Object.entries(value)) {
        const name = key === '$ref' ? String(each).slice(uri('').length) : '';
        if (name && !used.has(name)) {
          used.add(name);
          visit(this.#written[name]);
        }
        visit(each);
      }
    };
    visit(part);
    return Object.fromEntries(
      this.#names
        .filter(name => used.has(name))
        .map(name => [name, this.#written[name]]),
    );
  }

  /** What is sent: a reference where the schema has a name. */
  answer(schema: z.ZodType): JsonObject {
    const id = this.#ids.get(schema) ?? '';
    return this.#names.includes(id) ? { $ref: uri(id) } : this.#written[id];
  }

  /** What is taken, before defaults and transformations. */
  input(schema: z.ZodType): JsonObject {
    return withoutIdentity(
      z.toJSONSchema(schema, { io: 'input', override: simplify }),
    );
  }
}

/** Where a format says it all, the pattern of the parser only hides it. */
function simplify({ jsonSchema }: { jsonSchema: { [key: string]: unknown } }) {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
}

/** As plain JSON, without the keys that only a document of its own needs. */
function withoutIdentity(schema: object): JsonObject {
  const { $schema, $id, ...rest } = JSON.parse(JSON.stringify(schema));
  return rest;
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A) => B) {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, map(value)]),
  );
}
