/** Puts all faults of a source file into it at once; `__mutant(n)` says which of them is switched on. */
import ts from 'typescript';
import { expressionFaults, isRemovable } from './list-mutants.mjs';

/** `{ code, mutants: [{ line, what, was }] }`; numbered from `first` on in the code. */
export function instrument(source, fileName, first) {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ES2022, true);
  const mutants = [];
  const tables = [];
  const text = (node) => source.slice(node.getStart(file), node.end);
  const number = (node, what) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return first + mutants.push({ line: line + 1, what, was: text(node).replaceAll(/\s+/g, ' ').slice(0, 100) }) - 1;
  };

  function emit(node) {
    if (ts.isTypeNode(node) || isNoCode(node)) return text(node);
    if (isTable(node)) return table(node);
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

  /** Made when the file is loaded: the code keeps how, so that it can be made again with a fault switched on. */
  function table(node) {
    const [{ name, initializer }] = node.declarationList.declarations;
    const from = first + mutants.length;
    const made = emit(initializer);
    tables.push({ name: name.text, made, from, to: first + mutants.length - 1 });
    const exported = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ? 'export ' : '';
    return `${exported}let ${name.text} = ${made};`;
  }

  const code = source.slice(0, file.getStart(file)) + inner(file);
  const remakes = tables.flatMap((item, at) => (item.to < item.from ? [] : [remake(tables.slice(at))]));
  return { code: [code, ...remakes].join('\n'), mutants };
}

/** Makes the first table again, and of the others those that are made from it. */
function remake([table, ...others]) {
  const remade = [table];
  for (const other of others)
    if (remade.some(({ name }) => new RegExp(`\\b${name}\\b`).test(other.made))) remade.push(other);
  const names = remade.map(({ name }) => name).join(', ');
  const steps = remade.map(({ name, made }) => `${name} = ${made};`).join(' ');
  return `__table(${table.from}, ${table.to}, () => { const was = [${names}]; ${steps} return () => { [${names}] = was; }; });`;
}

/** A constant of the file itself that is no function. */
function isTable(node) {
  if (!ts.isVariableStatement(node) || !ts.isSourceFile(node.parent)) return false;
  const { declarations, flags } = node.declarationList;
  const [{ name, initializer }] = declarations;
  return (
    declarations.length === 1 &&
    (flags & ts.NodeFlags.Const) !== 0 &&
    ts.isIdentifier(name) &&
    initializer !== undefined &&
    !ts.isFunctionLike(initializer) &&
    !ts.isClassExpression(initializer)
  );
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
