import type { ClientSession } from 'mongoose';
import { Schema } from './collection.ts';
import type { Database } from './connect.ts';
import { defineCollection } from './model.ts';

const schema = new Schema<{ _id: string; value: number }>({
  _id: { type: String, required: true },
  value: { type: Number, required: true },
});

const sequences = defineCollection('sequences', schema);

/** The next number of a named sequence, 1 first. Gapless: an aborted transaction gives its number back. */
export async function nextNumber(db: Database, session: ClientSession, name: string): Promise<number> {
  const found = await sequences(db)
    .findOneAndUpdate({ _id: name }, { $inc: { value: 1 } }, { session, upsert: true, returnDocument: 'after' })
    .lean();
  if (!found) throw new Error(`sequence ${name} gave nothing`);
  return found.value;
}
