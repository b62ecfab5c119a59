// What a model predicts from the weights at one step: a basis times layers of weights.

const ACTIVATIONS = {
  tanh: Math.tanh,
  relu: (x) => (x > 0 ? x : 0),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

// basis: { values, shape: [rows, features] }; layers: [{ start, inputs, outputs, activation, biased }];
// weights: (p,). Gives rows x outputs of the last layer, in a buffer that `scratch` keeps for the next call.
export function predict(basis, layers, weights, scratch) {
  const rows = basis.shape[0];
  let input = basis.values;
  layers.forEach((layer, depth) => {
    const { start, inputs, outputs, biased = true } = layer;
    const size = rows * outputs;
    if (scratch[depth]?.length !== size) scratch[depth] = new Float64Array(size);
    const out = scratch[depth];
    const biases = start + inputs * outputs;
    const act = ACTIVATIONS[layer.activation];
    for (let r = 0; r < rows; r += 1) {
      for (let k = 0; k < outputs; k += 1) {
        let sum = biased ? weights[biases + k] : 0;
        for (let j = 0; j < inputs; j += 1) sum += input[r * inputs + j] * weights[start + j * outputs + k];
        out[r * outputs + k] = act ? act(sum) : sum;
      }
    }
    input = out;
  });
  return input;
}
