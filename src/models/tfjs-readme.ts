import { backboneTitle } from "../backbone/weights";
import type { TrainedModel } from "./model";

/** The README inside the TensorFlow.js download. */
export function tfjsReadme({ name, created, backbone, run }: TrainedModel): string {
  const { female = 0, male = 0 } = run?.counts.train ?? {};
  return `# ${name}

A face gender classifier, trained in a web page by Twofold on ${new Date(created).toISOString().slice(0, 10)} with ${female + male} photos
(${female} female, ${male} male) on MobileNetV2, ${backboneTitle(backbone)} (${backbone.origin}).

\`model.json\` and \`weights.bin\` are the whole classifier as a TensorFlow.js layers model. Input: [n, 224, 224, 3],
the whole image resized, RGB from 0…255 scaled by \`x / 127.5 - 1\`. Output: [n, 2], the probabilities of \`female\` and
\`male\` (\`labels\` in \`metadata.json\`).

\`\`\`html
<script src="https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4"></script>
<img id="photo" src="photo.jpg">
<script type="module">
  const model = await tf.loadLayersModel("model.json");
  const photo = document.getElementById("photo");
  await photo.decode();
  const [female, male] = await tf.tidy(() => {
    const pixels = tf.image.resizeBilinear(tf.browser.fromPixels(photo), [224, 224]);
    return model.predict(pixels.div(127.5).sub(1).expandDims());
  }).data();
  document.body.append(\`female \${female.toFixed(3)}, male \${male.toFixed(3)}\`);
</script>
\`\`\`

Serve the folder over http (\`npx serve\`, say); browsers do not load models from \`file:\` addresses.

What it is not for: deciding anything about a person. It guesses from pictures how a face looks to it; it does not
know anyone's gender, and it errs more often for people who are rare in the photos it was trained on.
`;
}
