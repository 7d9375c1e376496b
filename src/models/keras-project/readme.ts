import type { CalibratedModel } from "../model";

/** The README of the Keras project. */
export function kerasProjectReadme({ name, run }: CalibratedModel): string {
  return `# ${name}: continue training in Keras

This is the classifier that you downloaded from Twofold, with the programs to train it further on the same photos and
with the same recipe: on the CPU, on GPUs or on several machines. They need Python 3.9 or newer.

\`\`\`sh
pip install -r requirements.txt
python train.py --data photos
\`\`\`

\`photos\` is the folder that you gave to the page: folders named male and female (man, men, m, boys, woman, women, f,
girls), inside train, val and test if you like. Unpack a zip first. Folders with other names, which the page asks
about, are left out.

${run ? SAME_SPLIT : OTHER_SPLIT}

The result is \`gender_classifier_mobilenetv2_keras.h5\`. **Drop it onto the page** to add it to your models with its
metrics, and to classify photos and the webcam with it. In Python, \`keras.models.load_model\` opens it.

| option | |
| --- | --- |
| \`--val DIR\`, \`--test DIR\` | separate folders of validation and test photos |
| \`--fine-tune\` | also trains the backbone's convolutions (Adam, learning rate from 3e-4 to 0 along a cosine, batch norm frozen); best with a GPU |
| \`--epochs N\` | maximum number of epochs |
| \`--seed N\` | another seed; it selects other validation photos, some of which the model was trained on |
| \`--out FILE.h5\` | the output file |

All other settings are in \`settings.json\`. Decoded photos are kept in memory, 150 KB each.

## Several GPUs

All GPUs that TensorFlow finds are used; this needs no option (on Linux: \`pip install "tensorflow[and-cuda]"\`).
\`batchSize\` in \`settings.json\` is the total over all GPUs: raise it so that each one has enough to do.

## Several machines

Copy this folder and the photos to the same paths on every machine, and run the same command on each. \`TF_CONFIG\`
lists all machines and says which one this is. On the first:

\`\`\`sh
export TF_CONFIG='{"cluster": {"worker": ["10.0.0.1:12345", "10.0.0.2:12345"]}, "task": {"type": "worker", "index": 0}}'
python train.py --data photos
\`\`\`

On the second, use \`"index": 1\`. Training begins when all machines are connected. Each reads its share of the photos,
and the first writes the result.

## The files

| file | contents |
| --- | --- |
| \`train.py\` | the training loop, and saving the model |
| \`photos.py\` | labels and split, from the folders, the files' bytes and the seed |
| \`pictures.py\` | decoding a file to 224×224 pixels |
| \`figures.py\` | accuracy, precision, recall, F1, ROC AUC |
| \`gender_classifier_mobilenetv2.h5\` | the model to start from |
| \`settings.json\` | how photos are prepared, and the recipe |

## Pictures

\`pictures.py\` decodes a file to the same pixels as the page: turned upright by its EXIF orientation, converted to sRGB
by its ICC profile, transparent parts on white, resized with Pillow's bilinear filter. A few kinds of files still differ
in some browsers, because the browser decodes them:

- CMYK JPEGs with a profile: Chromium follows the profile, Firefox, WebKitGTK and \`pictures.py\` do not.
- PNGs whose colours are defined by gAMA and cHRM or cICP chunks instead of a profile: only browsers follow these.
- AVIF: Firefox upsamples colours differently; so does Chromium if a picture is partly transparent.
- EXIF in PNG and AVIF, and profiles in WebP and AVIF: WebKitGTK ignores them.

## What it must not be used for

The classifier says what a face in a picture looks like, judging by the pictures and labels it was trained on. It does
not know anyone's gender. Do not use it to decide anything about a person, to sort people, or to watch them. It makes
more mistakes for people who are rare in its training photos.
`;
}

const SAME_SPLIT = `If there is no val folder, the same validation photos are set aside as in the page: the choice depends only
on the files' bytes and the seed.`;

const OTHER_SPLIT = `If there is no val folder, a share of the photos is set aside for validation. The page does not know which photos this
model was trained on before it was opened there: if it was trained on some of these, the metrics look better than they are.`;
