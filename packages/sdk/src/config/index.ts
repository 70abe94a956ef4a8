/** Where clients find out which server to call: profiles, and the vendors' own files. */
export { type IniFile, IniSyntaxError, readIni } from './ini.js';
export { cycleIniPath, type Environment, profilesPath } from './paths.js';
export {
  findProfile,
  type Profile,
  type ProfileFile,
  readProfiles,
  writeProfiles,
} from './profiles.js';
