export { canonicalJson, type JsonObject, type JsonValue } from './json.js';
