/** Which faults can be put into one place of a source file, as texts to stand in its stead. */
import ts from 'typescript';

const { SyntaxKind: K } = ts;

const flippedOperators = new Map([
  [K.EqualsEqualsEqualsToken, ['!==']],
  [K.ExclamationEqualsEqualsToken, ['===']],
  [K.LessThanToken, ['<=', '>=']],
  [K.LessThanEqualsToken, ['<', '>']],
  [K.GreaterThanToken, ['>=', '<=']],
  [K.GreaterThanEqualsToken, ['>', '<']],
  [K.PlusToken, ['-']],
  [K.MinusToken, ['+']],
  [K.AmpersandToken, ['|']],
]);
const relations = new Set([
  K.LessThanToken,
  K.LessThanEqualsToken,
  K.GreaterThanToken,
  K.GreaterThanEqualsToken,
  K.EqualsEqualsEqualsToken,
  K.ExclamationEqualsEqualsToken,
]);
const alternatives = new Set([K.AmpersandAmpersandToken, K.BarBarToken, K.QuestionQuestionToken]);
const swappedCalls = new Map(Object.entries({ some: 'every', every: 'some', min: 'max', max: 'min' }));
const yesOrNoCalls = /^(some|every|includes|has|equals|startsWith|endsWith|test|is[A-Z]\w*)$/;

/** Answers of a decision: to a milder or a harder one. */
const otherAnswers = new Map(
  Object.entries({
    FAILED: 'INFO',
    PASSED: 'FAILED',
    INFO: 'INDETERMINATE',
    TOTAL_FAILED: 'INDETERMINATE',
    TOTAL_PASSED: 'INDETERMINATE',
    NONE: 'OTHER',
    OTHER: 'FORM_FILLING',
    LTA_UPDATES: 'OTHER',
    FORM_FILLING: 'OTHER',
    ANNOTATIONS: 'OTHER',
    ENTIRE_FILE: 'UNCLEAR',
    UNCLEAR: 'ENTIRE_FILE',
    intact: 'broken',
    broken: 'intact',
    unparseable: 'intact',
    none: 'permitted',
    permitted: 'suspicious',
    suspicious: 'permitted',
    trusted: 'untrusted',
    untrusted: 'trusted',
  }),
);

/** Faults of an expression: `[what was done, text]`. `text` gives the source of a node as it stands. */
export function expressionFaults(node, text) {
  const faults = [];
  const add = (what, replacement) => faults.push([what, replacement]);
  if (ts.isBinaryExpression(node)) binaryFaults(node, text, add);
  if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken) add('! taken away', text(node.operand));
  if (node.kind === K.TrueKeyword) add('true → false', 'false');
  if (node.kind === K.FalseKeyword) add('false → true', 'true');
  if (ts.isStringLiteral(node) && !comparedOrNamed(node)) answerFaults(node, add);
  if (ts.isArrayLiteralExpression(node)) listFaults(node, text, add);
  if (ts.isObjectLiteralExpression(node) && standsInTable(node)) recordFaults(node, text, add);
  if (ts.isNumericLiteral(node) && isFixedNumber(node))
    add(`${text(node)} → ${Number(text(node)) + 1}`, `${Number(text(node)) + 1}`);
  if (ts.isCallExpression(node)) callFaults(node, text, add);
  if (isCondition(node)) {
    add('condition → true', 'true');
    add('condition → false', 'false');
  }
  if (isAnswer(node)) returnFaults(node, add);
  if (ts.isCaseClause(node.parent) && node.parent.expression === node) add('case taken away', 'Symbol()');
  return faults;
}

function binaryFaults(node, text, add) {
  const operator = node.operatorToken.kind;
  const [left, right] = [text(node.left), text(node.right)];
  const textual = [node.left, node.right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side));
  for (const other of textual && operator === K.PlusToken ? [] : (flippedOperators.get(operator) ?? []))
    add(`${node.operatorToken.getText()} → ${other}`, `${left} ${other} ${right}`);
  if (alternatives.has(operator)) {
    add(`${node.operatorToken.getText()} → its left`, left);
    add(`${node.operatorToken.getText()} → its right`, right);
  }
  if (relations.has(operator) && ts.isNumericLiteral(node.right) && Number(right) > 1)
    add(`${right} → ${Number(right) + 1}`, `${left} ${node.operatorToken.getText()} ${Number(right) + 1}`);
}

/** Compared literals are covered by the comparison; names of checks only name. */
function comparedOrNamed(node) {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && relations.has(parent.operatorToken.kind)) return true;
  if (ts.isCallExpression(parent) && parent.expression.getText().endsWith('findings.add'))
    return parent.arguments[0] === node;
  if (ts.isPropertyAssignment(parent)) return parent.name === node || parent.name.getText() === 'check';
  return ts.isCaseClause(parent) || ts.isElementAccessExpression(parent);
}

function answerFaults(node, add) {
  const { text: word } = node;
  const isIndication = ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'indication';
  const other =
    word === 'INDETERMINATE'
      ? isIndication
        ? 'TOTAL_PASSED'
        : 'INFO'
      : (otherAnswers.get(word) ?? (/^[A-Z][A-Z0-9]+_[A-Z_0-9]+$/.test(word) ? 'MUTATED' : null));
  if (other !== null) add(`${word} → ${other}`, `'${other}'`);
}

function listFaults(node, text, add) {
  const { elements } = node;
  const table = elements.every(
    (element) =>
      ts.isStringLiteral(element) ||
      ts.isObjectLiteralExpression(element) ||
      ts.isPropertyAccessExpression(element) ||
      ts.isArrayLiteralExpression(element),
  );
  if (!table || elements.length === 0 || elements.length > 60) return;
  if (elements.length === 1 && ts.isArrayLiteralExpression(elements[0])) return;
  for (const [index, element] of elements.entries())
    add(
      `entry ${text(element).slice(0, 40)} taken away`,
      `[${elements
        .filter((_, i) => i !== index)
        .map(text)
        .join(', ')}]`,
    );
}

function standsInTable(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isFunctionLike(at)) return false;
    if (ts.isVariableStatement(at)) return true;
    if (
      !ts.isAsExpression(at) &&
      !ts.isVariableDeclaration(at) &&
      !ts.isVariableDeclarationList(at) &&
      !ts.isPropertyAssignment(at) &&
      !ts.isObjectLiteralExpression(at)
    )
      return false;
  }
  return false;
}

/** A whole number that is a table's entry or a constant, such as a bit or a code; the names of bounds say that they are. */
function isFixedNumber(node) {
  if (!Number.isSafeInteger(Number(node.text))) return false;
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isVariableStatement(at)) return ts.isSourceFile(at.parent);
    if (ts.isVariableDeclaration(at) && /^(MAX|MOST|LEAST|DEEPEST)_/.test(at.name.getText())) return false;
    if (ts.isFunctionLike(at) || ts.isCallExpression(at)) return false;
  }
  return false;
}

function recordFaults(node, text, add) {
  for (const [index, property] of node.properties.entries())
    add(
      `entry ${text(property).slice(0, 40)} taken away`,
      `{ ${node.properties
        .filter((_, i) => i !== index)
        .map(text)
        .join(', ')} }`,
    );
}

function callFaults(node, text, add) {
  if (!ts.isPropertyAccessExpression(node.expression) || node.questionDotToken || node.expression.questionDotToken)
    return;
  const { expression: target, name } = node.expression;
  const list = node.arguments.map(text).join(', ');
  const swap = swappedCalls.get(name.text);
  if (swap) add(`${name.text} → ${swap}`, `${text(target)}.${swap}(${list})`);
  if (name.text === 'filter') add('filter taken away', text(target));
  if (name.text === 'split' && ts.isStringLiteral(target))
    for (const word of target.text.split(' '))
      add(
        `entry ${word} taken away`,
        `'${target.text
          .split(' ')
          .filter((item) => item !== word)
          .join(' ')}'.split(' ')`,
      );
}

function isCondition(node) {
  const { parent } = node;
  return (
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node)
  );
}

const isAnswer = (node) =>
  (ts.isReturnStatement(node.parent) && node.parent.expression === node) ||
  (ts.isArrowFunction(node.parent) && node.parent.body === node);

function returnFaults(node, add) {
  if (saysYesOrNo(node)) {
    add('answer → true', 'true');
    add('answer → false', 'false');
  } else if (node.kind !== K.NullKeyword && node.kind !== K.TrueKeyword && node.kind !== K.FalseKeyword)
    add('answer → null', 'null');
}

function saysYesOrNo(node) {
  if (ts.isParenthesizedExpression(node)) return saysYesOrNo(node.expression);
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.kind;
    if (operator === K.InstanceOfKeyword || relations.has(operator)) return true;
    return alternatives.has(operator) && saysYesOrNo(node.right);
  }
  if (ts.isPrefixUnaryExpression(node)) return node.operator === K.ExclamationToken;
  if (!ts.isCallExpression(node)) return false;
  const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : node.expression.getText();
  return yesOrNoCalls.test(name);
}

/** What a statement does, left out. */
export function isRemovable(node) {
  if (ts.isContinueStatement(node) || ts.isThrowStatement(node) || ts.isBreakStatement(node))
    return !ts.isCaseOrDefaultClause(node.parent);
  if (ts.isReturnStatement(node)) return node.expression === undefined;
  if (!ts.isExpressionStatement(node)) return false;
  return !/^(\w+\.)*budget\.spend\(/.test(node.getText()) && node.expression.getText() !== 'super()';
}
