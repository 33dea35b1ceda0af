/** A bare Nest application in this process whose routes answer from memory what they were given, until it is told to end. */
import 'reflect-metadata';
import { once } from 'node:events';
import { Controller, Get, Module, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

const [answers] = await once(process, 'message');

/** Our own code is plain JavaScript here: what decorators do in TypeScript is written out. */
class BareController {
  json(request) {
    return answers[Number(request.query.answer)].json;
  }
  bytes(request, response) {
    const { mediaType, encoding, base64 } = answers[Number(request.query.answer)];
    const bytes = (bytesOf[base64.length] ??= Buffer.from(base64, 'base64'));
    response.setHeader('Content-Type', mediaType);
    if (encoding !== null) response.setHeader('Content-Encoding', encoding);
    response.send(bytes);
  }
}
const bytesOf = {};
decorate(BareController, 'json', 'json', [Req()]);
decorate(BareController, 'bytes', 'bytes', [Req(), Res()]);
Controller()(BareController);

class BareModule {}
Module({ controllers: [BareController] })(BareModule);

function decorate(type, method, path, parameters) {
  Get(path)(type.prototype, method, Object.getOwnPropertyDescriptor(type.prototype, method));
  parameters.forEach((parameter, index) => parameter(type.prototype, method, index));
}

const application = await NestFactory.create(BareModule, { logger: false });
await application.listen(0, '127.0.0.1');
process.send({ url: await application.getUrl() });
await once(process, 'message');
await application.close();
process.disconnect();
