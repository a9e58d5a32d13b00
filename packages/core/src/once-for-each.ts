/** A function of an object that is computed once for each: what every unit of a tree asks of the tree as a whole. */
export function onceForEach<Of extends object, Answer>(compute: (of: Of) => Answer): (of: Of) => Answer {
  const answers = new WeakMap<Of, { readonly answer: Answer }>();
  return (of) => {
    const known = answers.get(of) ?? { answer: compute(of) };
    answers.set(of, known);
    return known.answer;
  };
}
