/** Puts all faults of a source file into it at once; `__mutant(n)` says which of them is switched on. */
import ts from 'typescript';
import { expressionFaults, isRemovable } from './list-mutants.mjs';

/** `{ code, mutants: [{ line, what, was }] }`; numbered from `first` on in the code. */
export function instrument(source, fileName, first) {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ES2022, true);
  const mutants = [];
  const text = (node) => source.slice(node.getStart(file), node.end);
  const number = (node, what) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return first + mutants.push({ line: line + 1, what, was: text(node).replaceAll(/\s+/g, ' ').slice(0, 100) }) - 1;
  };

  function emit(node) {
    if (ts.isTypeNode(node) || isNoCode(node)) return text(node);
    if (isRemovable(node)) {
      const id = number(node, 'statement taken away');
      return `{ if (!__mutant(${id})) { ${inner(node)} } }`;
    }
    if (!isValue(node)) return inner(node);
    let code = null;
    const wrapped = expressionFaults(node, text).map(([what, other]) => [number(node, what), other]);
    code = inner(node);
    for (const [id, other] of wrapped) code = `(__mutant(${id}) ? (${other}) : ${code})`;
    return code;
  }

  function inner(node) {
    let code = '';
    let at = node.getStart(file);
    ts.forEachChild(node, (child) => {
      if (child.getStart(file) < at) return;
      code += source.slice(at, child.getStart(file)) + emit(child);
      at = child.end;
    });
    return code + source.slice(at, node.end);
  }

  const code = source.slice(0, file.getStart(file)) + inner(file);
  return { code, mutants };
}

const isNoCode = (node) =>
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isDecorator(node);

/** An expression that another one can stand in for: no target of an assignment, no part of a chain, no name. */
function isValue(node) {
  const { parent } = node;
  if (!parent || !ts.isExpression(node)) return false;
  if (ts.isBinaryExpression(parent) && parent.left === node && isAssignment(parent.operatorToken.kind)) return false;
  if (ts.isPostfixUnaryExpression(parent) || ts.isDeleteExpression(parent)) return false;
  if (ts.isLiteralTypeNode(parent) || ts.isExpressionWithTypeArguments(parent)) return false;
  const inChain =
    (ts.isPropertyAccessExpression(parent) || ts.isCallExpression(parent) || ts.isElementAccessExpression(parent)) &&
    parent.expression === node;
  if (inChain && node.flags & ts.NodeFlags.OptionalChain) return false;
  return !(ts.isPropertyAssignment(parent) && parent.name === node);
}

const isAssignment = (kind) => kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
