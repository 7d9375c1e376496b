import { DIVISORS, type Preprocessing } from "../../backbone/preprocess";
import { backboneTitle } from "../../backbone/weights";
import { decisionOf } from "../decision";
import type { CalibratedModel } from "../model";

/** The part of the picture that the model uses, in words and as code for the example. */
const FITS: Readonly<Record<Preprocessing, { readonly words: string; readonly code: string }>> = {
  keras: {
    words: "the whole image resized",
    code: [
      "const [width, height] = [photo.naturalWidth, photo.naturalHeight];",
      "  const place = [0, 0, width, height];",
    ].join("\n"),
  },
  "teachable-machine": {
    words: "the image's centre square resized",
    // Like `cropTo` of @teachablemachine/image: the canvas scales.
    code: [
      "const [width, height] = [SIZE, SIZE];",
      "  const sides = [photo.naturalWidth, photo.naturalHeight];",
      "  const scaled = sides.map((side) => Math.ceil(side * (SIZE / Math.min(...sides))));",
      "  const place = [...scaled.map((side) => -Math.trunc((side - SIZE) / 2)), ...scaled];",
    ].join("\n"),
  },
};

/** The README inside the TensorFlow.js download. */
export function tfjsReadme(model: CalibratedModel): string {
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
const SIZE = 224;
const model = await tf.loadLayersModel("model.json");

document.querySelector("input").onchange = async ({ target }) => {
  const photo = new Image();
  photo.src = URL.createObjectURL(target.files[0]);
  await photo.decode();
  const answer = tf.tidy(() => {
    const input = tf.tensor(resized(pixelsOf(photo)), [1, SIZE, SIZE, 3]);
    return model.predict(input.div(${divisor}).sub(1));
  });
  const [female, male] = await answer.data();
  answer.dispose();
  document.querySelector("p").textContent = \`female \${female.toFixed(3)}, male \${male.toFixed(3)}\`;
};

function pixelsOf(photo) {
  ${fit.code}
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(photo, ...place);
  return context.getImageData(0, 0, width, height);
}

// What Pillow's resize((224, 224), Image.Resampling.BILINEAR) gives, byte by byte: the model was trained on such
// pixels. Other methods, tf.image.resizeBilinear among them, leave out pixels of a large photo.
function resized({ data, width, height }) {
  const rgb = data.filter((_value, index) => index % 4 < 3);
  return shortened(shortened(rgb, width, height), height, SIZE);
}

// Resizes the rows to SIZE pixels and transposes the result, so that a second call resizes the columns.
function shortened(rgb, width, height) {
  const result = new Uint8Array(SIZE * height * 3);
  const scale = width / SIZE, reach = Math.max(1, scale);
  for (let to = 0; to < SIZE; to++) {
    const centre = (to + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(width, Math.floor(centre + reach + 0.5));
    const weights = Array.from({ length: end - first }, (_none, index) =>
      Math.max(0, 1 - Math.abs(first + index + 0.5 - centre) / reach));
    const sum = weights.reduce((one, other) => one + other);
    const integers = weights.map((weight) => Math.round((weight / sum) * 2 ** 22));
    for (let y = 0; y < height; y++) {
      for (let channel = 0; channel < 3; channel++) {
        let total = 2 ** 21;
        for (let index = 0; index < integers.length; index++)
          total += integers[index] * rgb[(y * width + first + index) * 3 + channel];
        result[(to * height + y) * 3 + channel] = total / 2 ** 22;
      }
    }
  }
  return result;
}
</script>
\`\`\`

Save it next to \`model.json\` and serve the folder over http (for example with \`npx serve\`); browsers do not load models from
\`file:\` addresses.

## With Teachable Machine's library, ml5 or Twofold

\`tmImage.load("model.json", "metadata.json")\` of @teachablemachine/image and ml5's image classifier can load it as one of
their own. They crop every picture to its centre square and scale it by \`x / 127 - 1\`${
    model.preprocessing === "keras"
      ? ", where this model was\ntrained on whole pictures and `x / 127.5 - 1`: answers near 0.5 may differ from the page’s."
      : ", as this model\nexpects."
  }

Drop the zip onto the Twofold page to add the model to its library again.

## What it must not be used for

Do not use it to decide anything about a person, to sort people, or to watch them. It says what a face in a picture
looks like, judging by the pictures and labels it was trained on. It does not know anyone's gender, and makes more
mistakes for people who are rare in its training photos.
`;
}

function decisionWords(model: CalibratedModel): string {
  const { threshold, unsure } = decisionOf(model);
  const call = `Call a photo female if its probability of \`female\` is at least ${threshold}`;
  return unsure > 0 ? `${call}; within ${unsure} of that, the model is not sure.` : `${call}.`;
}

function originOf({ created, backbone, run, openedFrom }: CalibratedModel): string {
  const day = new Date(created).toISOString().slice(0, 10);
  const base = `MobileNetV2, ${backboneTitle(backbone)} (${backbone.origin})`;
  if (run === undefined) return `A face gender classifier on ${base}, opened in Twofold from ${openedFrom}.`;
  const { female, male } = run.counts.train;
  return (
    `A face gender classifier, trained in a web page by Twofold on ${day} with ${female + male} photos\n` +
    `(${female} female, ${male} male) on ${base}.`
  );
}
