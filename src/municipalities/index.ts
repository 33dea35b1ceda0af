export { displayName, fullName } from './display-name.js';
export { ImportRegister, type ImportResult } from './import-register.js';
export { MunicipalitiesModule } from './municipalities.module.js';
export { MunicipalityRow } from './municipality.entity.js';
export { MunicipalityReadModel } from './municipality.read-model.js';
export { parseRegister, type Municipality } from './register-file.js';
