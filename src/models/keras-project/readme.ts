import type { CalibratedModel } from "../model";

/** The README of the project to go on training in Keras. */
export function kerasProjectReadme({ name, run }: CalibratedModel): string {
  return `# ${name}: go on training in Keras

This is the classifier that you downloaded from Twofold, and the programs that train it further on the same photos,
with the same recipe, on the processor, on graphics cards or on several machines. They need Python 3.9 or newer.

\`\`\`sh
pip install -r requirements.txt
python train.py --data photos
\`\`\`

\`photos\` is the folder that you gave to the page: folders named male and female (man, men, m, boys, woman, women, f,
girls), below train, val and test if you like. A zip has to be unpacked first, and folders with other names, which the
page asks about, are left out.

${run ? SAME_SPLIT : OTHER_SPLIT}

The result is \`gender_classifier_mobilenetv2_keras.h5\`. **Drop it onto the page**: it joins the page's models with its
figures, and classifies photos and the webcam there. In Python, \`keras.models.load_model\` opens it.

| option | |
| --- | --- |
| \`--val DIR\`, \`--test DIR\` | other folders of photos to validate with, and for the final test |
| \`--fine-tune\` | trains the backbone's convolutions too (Adam from 3e-4 down to 0 along a cosine, batch norm frozen); wants a graphics card |
| \`--epochs N\` | rounds at the most |
| \`--seed N\` | another seed; it validates on other photos, some of which the model was trained on |
| \`--out FILE.h5\` | where the result goes |

All other settings are in \`settings.json\`. Decoded photos are kept in memory, 150 KB each.

## Several graphics cards

All cards of the machine that TensorFlow sees are used, without an option (\`pip install "tensorflow[and-cuda]"\` on
Linux). \`batchSize\` in \`settings.json\` is that of all together: raise it so that each has enough to do.

## Several machines

Put this folder and the photos on each, at the same paths, and start the same command on each with \`TF_CONFIG\`, which
lists all of them and says which one it is. On the first:

\`\`\`sh
export TF_CONFIG='{"cluster": {"worker": ["10.0.0.1:12345", "10.0.0.2:12345"]}, "task": {"type": "worker", "index": 0}}'
python train.py --data photos
\`\`\`

and on the second the same with \`"index": 1\`. They wait until all are there, each reads its share of the photos, and
the first writes the result.

## The files

| file | is |
| --- | --- |
| \`train.py\` | the training loop and what is saved |
| \`photos.py\` | labels, parts and split from folders, file bytes and the seed |
| \`pictures.py\` | from a file to 224×224 pixels |
| \`figures.py\` | accuracy, precision, recall, F1, ROC AUC |
| \`gender_classifier_mobilenetv2.h5\` | the model to start from |
| \`settings.json\` | how photos are prepared, and the recipe |

## Pictures

\`pictures.py\` turns a file into the pixels that the page gets from it: upright by its EXIF, in sRGB by its ICC profile,
on white where it is transparent, resized by Pillow's bilinear filter. A few kinds of files still differ in some
browsers, since the browser decodes them:

- CMYK JPEGs with a profile: Chromium follows the profile, Firefox, WebKitGTK and \`pictures.py\` do not.
- PNGs whose colours are told by their gAMA and cHRM or cICP chunk instead of a profile: only browsers follow those.
- AVIF: Firefox scales colours up in another way; where a picture is partly transparent, Chromium does too.
- EXIF in PNG and AVIF, and profiles in WebP and AVIF: WebKitGTK does not look at them.

## What it must not be used for

The classifier says how a face in a picture looks to it, given the pictures and labels it was shown. It does not know
anyone's gender. Do not use it to decide anything about a person, to sort people, or to watch them. It errs more often
for people who are rare in its training photos.
`;
}

const SAME_SPLIT = `Where there is no val folder, the same photos are kept back to validate with as in the page: they are drawn from the
files' bytes and the seed.`;

const OTHER_SPLIT = `Where there is no val folder, a share of the photos is kept back to validate with. The page does not know what this
model was trained on before it was opened there: if these photos are among that, the figures look better than they are.`;
