/**
 * The only import of the SQLite binding. Its interface is that of `node:sqlite`, which can take its
 * place once the oldest supported Node has it without a flag.
 */
export {
  DatabaseSync,
  type DatabaseSyncInstance as Database,
  type StatementSyncInstance as Statement,
} from '@photostructure/sqlite';
