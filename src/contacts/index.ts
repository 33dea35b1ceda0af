export { ChangeContact, type ChangedContact } from './change-contact.js';
export { ContactsModule } from './contacts.module.js';
export { InviteAgain } from './invite-again.js';
export { PreviewContact, type ContactPreview, type RedirectedLetter } from './preview-contact.js';
