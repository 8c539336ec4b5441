/** With what `make-sample` makes the depot of the demo and of "look at the sample depot": two weeks of evenings before tonight. */
export const demoArguments: readonly string[] = ['--history', '14'];
