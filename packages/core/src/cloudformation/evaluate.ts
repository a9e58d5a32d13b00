import { type ResolvedText, resolvedText, type TextPiece, type Via } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import { entries, items, type Resolved, type ScalarNode, textOf } from '../parse/tree/index.ts';
import { EvaluationBudget } from './budget.ts';
import { combined } from './combine.ts';
import { mappedNodes } from './find-in-map.ts';
import { type Intrinsic, intrinsicOf, nameOfUnknown } from './intrinsic.ts';
import { listed } from './lists.ts';
import { partPieces, scalarPieces } from './pieces.ts';
import { splitSub } from './sub.ts';
import type { CloudFormationBindings, CloudFormationTemplate } from './template.ts';

/** A text that a node may evaluate to, and the place that says so. */
export interface CloudFormationText {
  readonly at: Span;
  readonly resolved: ResolvedText;
  /** Whether it is one of several that only the deployment chooses from. */
  readonly isOptional: boolean;
  /** The condition that chooses it: wherever the same one is asked, it chooses alike. */
  readonly condition?: string;
}

/** A node that stands behind conditions (`Fn::If`). */
export interface CloudFormationChoice {
  readonly node: Resolved;
  readonly isOptional: boolean;
}

/** What expressions are evaluated in. */
export interface CloudFormationSurroundings {
  /** The text of the file. */
  readonly source: string;
  readonly template: CloudFormationTemplate;
  readonly bindings: CloudFormationBindings;
  /** How many texts one expression may be; a part that would make more is not known. */
  readonly mostTexts: number;
}

/** Evaluates the expressions of a template without deploying it: what is not known stays as `${Name}`. */
export class CloudFormationEvaluation {
  readonly #in: CloudFormationSurroundings;
  readonly #budget: EvaluationBudget;

  constructor(surroundings: CloudFormationSurroundings, budget = new EvaluationBudget()) {
    this.#in = surroundings;
    this.#budget = budget;
  }

  /** Evaluates in the round of a loop, or with fewer texts, out of the same budget. */
  within(changed: Partial<CloudFormationSurroundings>): CloudFormationEvaluation {
    return new CloudFormationEvaluation({ ...this.#in, ...changed }, this.#budget);
  }

  /** The template whose expressions these are. */
  get template(): CloudFormationTemplate {
    return this.#in.template;
  }

  /** Spends work: nodes that are looked at, characters that are copied. */
  spend({ nodes = 0, characters = 0 }: { readonly nodes?: number; readonly characters?: number }): boolean {
    return this.#budget.step(nodes) && this.#budget.text(characters);
  }

  /** Whether there was more than can be evaluated. */
  get isSpent(): boolean {
    return this.#budget.isSpent;
  }

  /** The nodes that a node may be: both branches of its conditions, what a mapping holds; none for `AWS::NoValue`. */
  nodes(node: Resolved): readonly CloudFormationChoice[] {
    const call = intrinsicOf(node);
    if (!call || !this.#budget.step()) return [{ node, isOptional: false }];
    if (call.name === 'If') {
      const branches = items(call.argument).slice(1, 3);
      return branches.flatMap((each) => this.nodes(each).map((choice) => ({ ...choice, isOptional: true })));
    }
    if (call.name === 'Ref' && textOf(call.argument) === 'AWS::NoValue') return [];
    if (call.name === 'FindInMap') {
      const found = this.#mapped(call).filter(({ is }) => is !== 'scalar');
      if (found.length > 0) return found.map((each) => ({ node: each, isOptional: found.length > 1 }));
    }
    return [{ node, isOptional: false }];
  }

  /** The texts that a node may evaluate to; none where it is no text. */
  texts(node: Resolved): readonly CloudFormationText[] {
    const call = intrinsicOf(node);
    if (!this.#budget.step()) return [this.#unknown(node, call?.name ?? '…')];
    if (!call) return node.is === 'scalar' ? [this.#written(node)] : [];
    switch (call.name) {
      case 'Ref':
        return this.#named(call.argument, textOf(call.argument) ?? '');
      case 'If':
        return items(call.argument)
          .slice(1, 3)
          .flatMap((each) => this.texts(each))
          .map((text) => ({ ...text, isOptional: true, ...conditionOf(call) }));
      case 'FindInMap':
        return this.#fromMapping(node, call);
      case 'Sub':
        return this.#substituted(node, call.argument);
      case 'Join':
        return this.#joined(node, call.argument);
      case 'Select':
        return this.#selected(node, call.argument);
      case 'Base64':
        return this.texts(call.argument);
      default:
        return [this.#unknown(node, nameOfUnknown(call))];
    }
  }

  /** The elements of a list, each with the texts that it may be; `null` where they cannot be told. */
  list(node: Resolved): readonly (readonly CloudFormationText[])[] | null {
    return this.#budget.step() ? listed(this, this.#in, node) : null;
  }

  #written(scalar: ScalarNode): CloudFormationText {
    const { source, bindings } = this.#in;
    const isLoop = bindings.size > 0 && /[$&]\{/.test(scalar.text);
    const pieces = isLoop
      ? partPieces(source, scalar).piecesOf(splitSub(scalar.text.replaceAll('&{', '${')), (name) =>
          this.#bound(name),
        )
      : scalarPieces(source, scalar);
    return this.#text(scalar, pieces);
  }

  #text(at: Span, pieces: readonly TextPiece[], isOptional = false): CloudFormationText {
    const resolved = resolvedText(pieces);
    const isLeft = this.#budget.text(resolved.text.length);
    return isLeft ? { at, resolved, isOptional } : this.#unknown(at, 'Fn::Sub');
  }

  #unknown(at: Span, name: string): CloudFormationText {
    const span = { start: at.start, end: at.end };
    const piece = { is: 'unresolved', text: `\${${name}}`, span, verbatim: false, via: [] } as const;
    return { at, resolved: resolvedText([piece]), isOptional: false };
  }

  #bound(name: string) {
    const scalar = this.#in.bindings.get(name);
    return scalar ? { value: resolvedText(scalarPieces(this.#in.source, scalar)), place: null } : null;
  }

  /** What `Ref` and the variables of `Fn::Sub` mean. */
  #named(at: Span, name: string): readonly CloudFormationText[] {
    if (name === 'AWS::NoValue') return [];
    const bound = this.#bound(name);
    if (bound) return [{ at, resolved: bound.value, isOptional: false }];
    const parameter = this.template.parameters.get(name);
    if (!parameter) return [this.#unknown(at, name)];
    const { byDefault, allowed, type } = parameter;
    if (byDefault) return [this.#text(at, this.#parameterPieces(name, type, byDefault, at))];
    if (allowed.length === 0 || allowed.length > this.#in.mostTexts) return [this.#unknown(at, name)];
    return allowed.map((each) =>
      this.#text(each, this.#parameterPieces(name, type, each, at), allowed.length > 1),
    );
  }

  /** The value of a parameter; of one that names a parameter of Systems Manager, the reference to that. */
  #parameterPieces(name: string, type: string, value: ScalarNode, at: Span): readonly TextPiece[] {
    const via: readonly Via[] = [{ name, place: { start: value.start, end: value.end } }];
    const pieces = scalarPieces(this.#in.source, value).map((piece) => ({ ...piece, via }));
    if (!type.startsWith('AWS::SSM::Parameter::')) return pieces;
    const span = { start: at.start, end: at.end };
    const supplied = (text: string) => ({ is: 'supplied', text, span, verbatim: false, via }) as const;
    return [supplied('{{resolve:ssm:'), ...pieces, supplied('}}')];
  }

  #mapped({ argument }: Intrinsic): readonly Resolved[] {
    return mappedNodes(this, this.template.mappings, argument);
  }

  #fromMapping(node: Resolved, call: Intrinsic): readonly CloudFormationText[] {
    const found = this.#mapped(call).filter((each) => each.is === 'scalar');
    if (found.length === 0 || found.length > mostMapped) return [this.#unknown(node, nameOfUnknown(call))];
    return found.map((scalar) => {
      const pieces = scalarPieces(this.#in.source, scalar);
      if (found.length > 1) return this.#text(scalar, pieces, true);
      const via = [{ name: 'Fn::FindInMap', place: { start: scalar.start, end: scalar.end } }];
      return this.#text(
        node,
        pieces.map((piece) => ({ ...piece, via })),
      );
    });
  }

  #substituted(node: Resolved, argument: Resolved): readonly CloudFormationText[] {
    const template = argument.is === 'list' ? items(argument)[0] : argument;
    if (template?.is !== 'scalar') return [this.#unknown(node, 'Fn::Sub')];
    const own = new Map(entries(argument, 1).map(({ key, value }) => [key.text, value] as const));
    const { piecesOf, placeOf } = partPieces(this.#in.source, template);
    const parts = splitSub(template.text);
    if (!this.spend({ nodes: 4 * parts.length })) return [this.#unknown(node, 'Fn::Sub')];
    const runs = parts.map((part) => {
      if (part.is === 'variable') {
        const given = own.get(part.name);
        const texts = given ? this.texts(given) : this.#named(placeOf(part), part.name);
        return texts.map(({ resolved, condition }) => ({ ...resolved, name: condition ?? part.name }));
      }
      return [{ ...resolvedText(piecesOf([part])), name: '' }];
    });
    return this.#combined(template, runs);
  }

  #joined(node: Resolved, argument: Resolved): readonly CloudFormationText[] {
    const [delimiter, list] = items(argument);
    const elements = list ? this.list(list) : null;
    if (delimiter?.is !== 'scalar' || !elements) return [this.#unknown(node, 'Fn::Join')];
    const separator = [{ ...resolvedText(scalarPieces(this.#in.source, delimiter)), name: '' }];
    const runs = elements
      .filter((texts) => texts.length > 0)
      .flatMap((texts, index) => [
        ...(index > 0 && delimiter.text !== '' ? [separator] : []),
        texts.map(({ resolved, condition }) => ({ ...resolved, name: condition ?? '' })),
      ]);
    return this.#combined(node, runs);
  }

  #combined(node: Resolved, runs: Parameters<typeof combined>[0]): readonly CloudFormationText[] {
    const rows = combined(runs, this.#in.mostTexts, node);
    return rows.map((pieces) => this.#text(node, pieces, rows.length > 1));
  }

  #selected(node: Resolved, argument: Resolved): readonly CloudFormationText[] {
    const [at, list] = items(argument);
    const [index, ...others] = at ? this.texts(at) : [];
    const number = Number(index?.resolved.text);
    const elements = list && others.length === 0 && Number.isInteger(number) ? this.list(list) : null;
    return elements?.[number] ?? [this.#unknown(node, 'Fn::Select')];
  }
}

// A mapping for each region, and for each kind of machine in it.
const mostMapped = 200;

function conditionOf({ argument }: Intrinsic): Pick<CloudFormationText, 'condition'> {
  const condition = textOf(argument, 0);
  return condition === undefined ? {} : { condition: `if ${condition}` };
}
