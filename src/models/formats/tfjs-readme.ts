import { DIVISORS, type Preprocessing } from "../../backbone/preprocess";
import { backboneTitle } from "../../backbone/weights";
import { decisionOf } from "../decision";
import type { TrainedModel } from "../model";

/** The lines of the example that cut the picture to what the model takes, and the same in words. */
const FITS: Readonly<Record<Preprocessing, { readonly words: string; readonly code: string }>> = {
  keras: {
    words: "the whole image resized",
    code: "const square = tf.browser.fromPixels(photo);",
  },
  "teachable-machine": {
    words: "the image's centre square resized",
    code: [
      "const whole = tf.browser.fromPixels(photo), [height, width] = whole.shape, side = Math.min(height, width);",
      "    const square = whole.slice([(height - side) >> 1, (width - side) >> 1, 0], [side, side, 3]);",
    ].join("\n"),
  },
};

/** The README inside the TensorFlow.js download. */
export function tfjsReadme(model: TrainedModel): string {
  const fit = FITS[model.preprocessing];
  const divisor = DIVISORS[model.preprocessing];
  return `# ${model.name}

${originOf(model)}

\`model.json\` and \`weights.bin\` are the whole classifier as a TensorFlow.js layers model. Input: [n, 224, 224, 3],
${fit.words}, RGB from 0…255 scaled by \`x / ${divisor} - 1\`. Output: [n, 2], the probabilities of \`female\` and
\`male\` (\`labels\` in \`metadata.json\`). ${decisionWords(model)}

## A page that uses it

\`\`\`html
<!doctype html>
<script src="https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4"></script>
<input type="file" accept="image/*">
<p></p>
<script type="module">
const model = await tf.loadLayersModel("model.json");
document.querySelector("input").onchange = async ({ target }) => {
  const photo = new Image();
  photo.src = URL.createObjectURL(target.files[0]);
  await photo.decode();
  const answer = tf.tidy(() => {
    ${fit.code}
    const pixels = tf.image.resizeBilinear(square, [224, 224]);
    return model.predict(pixels.div(${divisor}).sub(1).expandDims());
  });
  const [female, male] = await answer.data();
  answer.dispose();
  document.querySelector("p").textContent = \`female \${female.toFixed(3)}, male \${male.toFixed(3)}\`;
};
</script>
\`\`\`

Save it beside \`model.json\` and serve the folder over http (\`npx serve\`, say); browsers do not load models from
\`file:\` addresses.

## With Teachable Machine's library, ml5 or Twofold

\`tmImage.load("model.json", "metadata.json")\` of @teachablemachine/image and ml5's image classifier open it as one of
their own. They cut every picture to its centre square and scale it by \`x / 127 - 1\`${
    model.preprocessing === "keras"
      ? ", where this model was\ntrained on whole pictures and `x / 127.5 - 1`: answers near 0.5 may differ from those of the page."
      : ", as this model\nexpects."
  }

The zip, dropped onto the page of Twofold, is a model of its library again.

## What it is not for

Deciding anything about a person. It guesses from pictures how a face looks to it; it does not know anyone's gender, and
it errs more often for people who are rare in the photos it was trained on.
`;
}

function decisionWords(model: TrainedModel): string {
  const { threshold, unsure } = decisionOf(model);
  const call = `Call a photo female from a probability of ${threshold} on`;
  return unsure > 0 ? `${call}; nearer to that than ${unsure} the model is not sure.` : `${call}.`;
}

function originOf({ created, backbone, run, openedFrom }: TrainedModel): string {
  const day = new Date(created).toISOString().slice(0, 10);
  const base = `MobileNetV2, ${backboneTitle(backbone)} (${backbone.origin})`;
  if (run === undefined) return `A face gender classifier on ${base}, opened in Twofold from ${openedFrom}.`;
  const { female, male } = run.counts.train;
  return (
    `A face gender classifier, trained in a web page by Twofold on ${day} with ${female + male} photos\n` +
    `(${female} female, ${male} male) on ${base}.`
  );
}
