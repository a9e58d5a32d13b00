import {
  type BinaryOperationNode,
  InsertQueryNode,
  type OperationNode,
  OperatorNode,
  PostgresDialect,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  type ValuesNode,
} from 'kysely';

/**
 * PostgreSQL with lists as one value each: a thousand rows are one document in place of ten thousand values, whose names take longer to
 * parse than the rows to write. A list of one stays what it is: PostgreSQL then knows that it need not sort by it.
 */
export class ListsAsValues extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new Compiler();
  }
}

class Compiler extends PostgresQueryCompiler {
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const { leftOperand, operator, rightOperand } = node;
    const compared = OperatorNode.is(operator) ? comparisons.get(operator.operator) : undefined;
    const isMany = PrimitiveValueListNode.is(rightOperand) && rightOperand.values.length > 1;
    if (compared === undefined || !isMany) {
      super.visitBinaryOperation(node);
      return;
    }
    this.visitNode(leftOperand);
    this.append(` ${compared}(`);
    this.appendValue([...rightOperand.values]);
    this.append(')');
  }

  protected override visitValues(node: ValuesNode): void {
    const rows = node.values.filter(isPlain);
    const { into, columns } = insertIn(this.parentNode);
    if (rows.length < 2 || rows.length < node.values.length || !into || !columns) {
      super.visitValues(node);
      return;
    }
    const names = columns.map(({ column }) => column.name);
    const objects = rows.map(({ values }) =>
      Object.fromEntries(names.map((name, index) => [name, values[index]])),
    );
    this.append('select ');
    this.compileList(columns);
    this.append(' from json_populate_recordset(null::');
    this.visitNode(into);
    this.append(', ');
    this.appendValue(JSON.stringify(objects));
    this.append(')');
  }
}

function insertIn(node: OperationNode | undefined): Pick<InsertQueryNode, 'into' | 'columns'> {
  return node && InsertQueryNode.is(node) ? node : {};
}

const comparisons: ReadonlyMap<string, string> = new Map([
  ['in', '= any'],
  ['not in', '<> all'],
]);

/** Whether a row is given as values, all of which JSON has as PostgreSQL reads it: it refuses half of a surrogate pair there. */
function isPlain(row: OperationNode): row is PrimitiveValueListNode {
  return PrimitiveValueListNode.is(row) && row.values.every(isPlainValue);
}

function isPlainValue(value: unknown): boolean {
  return typeof value === 'string' ? value.isWellFormed() : value === null || typeof value === 'number';
}
