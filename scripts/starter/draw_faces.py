"""Draws faces with random attributes, to make the starter backbone without a photo of a person.

`face(rng)` gives a picture and what there is to see in it (see `Face.targets`). Everything else
that varies (tone, colours, pose, light, background, blur, noise, grey) is there to be learnt away.
Run as a program, it writes a sheet of examples. The same generator state gives the same face.
"""

import argparse
from dataclasses import dataclass

import cv2
import numpy as np

SIZE = 224
CENTRE = SIZE // 2

BALD, SHORT_HAIR, MEDIUM_HAIR, LONG_HAIR = range(4)
HAIR_SHARES = [0.12, 0.33, 0.2, 0.35]
NO_BEARD, STUBBLE, FULL_BEARD = range(3)
BEARD_SHARES = [0.55, 0.2, 0.25]

LIGHTEST_SKIN = np.array([255, 219, 190])
DARKEST_SKIN = np.array([90, 55, 38])
HAIR_COLOURS = np.array(
    [
        [30, 22, 18],
        [75, 48, 30],
        [140, 95, 55],
        [205, 170, 110],
        [150, 60, 35],
        [170, 170, 172],
    ]
)
LIPSTICK = np.array([190, 40, 60])
TEETH = (235, 232, 225)
EYE_WHITE = (238, 236, 232)
PUPIL = (12, 10, 10)
LASHES = (25, 18, 16)

DOWNWARDS = np.pi / 2
SIDES = (-1, 1)


@dataclass
class Face:
    """One face: lengths in pixels, colours as RGB from 0 to 255, amounts from 0 to 1."""

    skin: np.ndarray
    hair_colour: np.ndarray
    x: float
    y: float
    scale: float
    half_width: float
    half_height: float
    jaw: float
    hair: int
    beard: int
    moustache: int
    hat: int
    glasses: int
    lip: float
    brow: float
    lash: float
    smooth: float
    earrings: int

    @property
    def jaw_width(self) -> float:
        """Half the width of the jaw."""
        return self.half_width * (0.62 + 0.3 * self.jaw)

    @property
    def eye_x(self) -> float:
        """The distance of the eyes from the middle."""
        return self.half_width * 0.42

    @property
    def eye_y(self) -> float:
        """The height of the eyes."""
        return self.y - self.half_height * 0.12

    def targets(self) -> np.ndarray:
        """The targets that the backbone learns, as 16 float32.

        0-3: hair, one-hot (bald, short, medium, long); 4-6: beard, one-hot (none, stubble, full);
        7-10: moustache, hat, glasses, earrings, 0 or 1; 11-15: fullness of the lips, thickness of
        the brows, lash and eye make-up, width of the jaw, smoothness of the skin, 0 to 1.
        """
        values = np.zeros(16, np.float32)
        values[self.hair] = 1
        values[4 + self.beard] = 1
        values[7:11] = self.moustache, self.hat, self.glasses, self.earrings
        values[11:16] = self.lip, self.brow, self.lash, self.jaw, self.smooth
        return values


class Painter:
    """A canvas: float32 RGB from 0 to 255, and the random generator."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.image = np.empty((SIZE, SIZE, 3), np.float32)

    def paint(self, mask: np.ndarray, colour, texture: float = 0, angle: float = 0) -> None:
        """Paints `colour` through `mask` (0 to 1), with strands of strength `texture`."""
        opacity = mask[..., None]
        colour = np.asarray(colour, np.float32)
        layer = np.broadcast_to(colour, self.image.shape).copy()
        if texture:
            layer += strands(self.rng, angle, texture)[..., None]
        self.image = self.image * (1 - opacity) + layer * opacity

    def blob(self, x, y, radius_x, radius_y, unevenness=0.06) -> np.ndarray:
        """The outline of an ellipse with waves."""
        angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
        weights = self.rng.normal(0, unevenness, 8)
        waves = sum(
            weight * np.cos((k // 2 + 1) * angles + (k % 2) * 1.57)
            for k, weight in enumerate(weights)
        )
        radius = 1 + waves * 0.5
        points = [x + radius_x * radius * np.cos(angles), y + radius_y * radius * np.sin(angles)]
        return np.stack(points, 1).astype(np.int32)

    def disc(self, x: float, y: float, radius: int, colour) -> None:
        """A filled circle with a smooth edge."""
        cv2.circle(self.image, pixel(x, y), radius, colour, -1, cv2.LINE_AA)


def pixel(x: float, y: float) -> tuple[int, int]:
    """Coordinates in OpenCV's format."""
    return int(x), int(y)


def polygon(*points) -> np.ndarray:
    """The outline through `points`."""
    return np.array(points, np.int32)


def filled(*outlines) -> np.ndarray:
    """A mask that is 1 inside the outlines and 0 elsewhere."""
    mask = np.zeros((SIZE, SIZE), np.float32)
    for outline in outlines:
        cv2.fillPoly(mask, [outline], 1.0)
    return mask


def soft(mask: np.ndarray, blur: float) -> np.ndarray:
    """The mask with a soft edge, `blur` pixels wide."""
    return cv2.GaussianBlur(mask, (0, 0), blur)


def noise(rng: np.random.Generator, grain: float) -> np.ndarray:
    """Smooth single-channel noise with spots of about `grain` pixels."""
    cells = max(2, int(SIZE / grain))
    spots = rng.normal(0, 1, (cells, cells, 1)).astype(np.float32)
    return cv2.resize(spots, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)[..., None]


def strands(rng: np.random.Generator, angle: float, strength: float) -> np.ndarray:
    """Noise smeared along `angle`, which looks like hair; `strength` is its standard deviation."""
    spots = rng.normal(0, 1, (SIZE, SIZE)).astype(np.float32)
    length = int(rng.integers(9, 31))
    middle = length // 2
    dx, dy = np.cos(angle) * middle, np.sin(angle) * middle
    kernel = np.zeros((length, length), np.float32)
    cv2.line(kernel, pixel(middle - dx, middle - dy), pixel(middle + dx, middle + dy), 1, 1)
    kernel /= kernel.sum()
    smeared = cv2.filter2D(spots, -1, kernel)
    smeared /= smeared.std() + 1e-6
    return smeared * strength


def random_face(rng: np.random.Generator) -> Face:
    """Draws all attributes of a face independently."""
    tone = rng.random()
    skin = LIGHTEST_SKIN * (1 - tone) + DARKEST_SKIN * tone + rng.normal(0, 10, 3)
    hair_colour = HAIR_COLOURS[rng.integers(len(HAIR_COLOURS))] + rng.normal(0, 12, 3)
    x = CENTRE + rng.normal(0, 8)
    y = CENTRE + 4 + rng.normal(0, 8)
    scale = rng.uniform(0.85, 1.35)
    half_width = 58 * scale * rng.uniform(0.88, 1.12)
    half_height = 78 * scale * rng.uniform(0.92, 1.08)
    jaw = rng.uniform(0, 1)
    hair = int(rng.choice(4, p=HAIR_SHARES))
    beard = int(rng.choice(3, p=BEARD_SHARES))
    moustache = rng.random() < (0.12 if beard == NO_BEARD else 0.35) or beard == FULL_BEARD
    return Face(
        skin=skin,
        hair_colour=hair_colour,
        x=x,
        y=y,
        scale=scale,
        half_width=half_width,
        half_height=half_height,
        jaw=jaw,
        hair=hair,
        beard=beard,
        moustache=int(moustache),
        hat=int(rng.random() < 0.08),
        glasses=int(rng.random() < 0.2),
        lip=rng.random(),
        brow=rng.random(),
        lash=rng.random(),
        smooth=rng.random(),
        earrings=int(rng.random() < 0.15),
    )


def draw_background(painter: Painter) -> None:
    """A gradient, some blobs and noise, all blurred."""
    rng = painter.rng
    start, end = rng.uniform(0, 255, 3), rng.uniform(0, 255, 3)
    ramp = np.linspace(0, 1, SIZE)
    ramp = ramp[:, None, None] if rng.random() < 0.5 else ramp[None, :, None]
    painter.image[:] = start * (1 - ramp) + end * ramp
    for _ in range(rng.integers(0, 7)):
        x, y = rng.uniform(0, SIZE), rng.uniform(0, SIZE)
        outline = painter.blob(x, y, rng.uniform(8, 80), rng.uniform(8, 80), 0.3)
        cv2.fillPoly(painter.image, [outline], rng.uniform(0, 255, 3).tolist())
    painter.image += noise(rng, rng.uniform(2, 40)) * rng.uniform(0, 25)
    painter.image = cv2.GaussianBlur(painter.image, (0, 0), rng.uniform(0.5, 6))


def draw_hair_behind(painter: Painter, face: Face) -> None:
    """The part of medium and long hair that hangs behind the head."""
    if face.hair < MEDIUM_HAIR:
        return
    rng, x, y, height = painter.rng, face.x, face.y, face.half_height
    length = 1.15 if face.hair == MEDIUM_HAIR else rng.uniform(1.5, 2.3)
    width = face.half_width * rng.uniform(1.2, 1.55)
    top = painter.blob(x, y - height * 0.35, width, height * 0.85, 0.1)
    bottom = y + height * (length - 0.6)
    curtain = polygon(
        [x - width, y - height * 0.3],
        [x + width, y - height * 0.3],
        [x + width * rng.uniform(0.85, 1.15), bottom],
        [x - width * rng.uniform(0.85, 1.15), bottom],
    )
    colour = face.hair_colour * rng.uniform(0.6, 0.95)
    texture = rng.uniform(5, 22)
    mask = soft(filled(top, curtain), 2)
    painter.paint(mask, colour, texture, DOWNWARDS + rng.normal(0, 0.25))


def draw_neck_and_shoulders(painter: Painter, face: Face) -> None:
    """The neck, in the shade of the head, and clothes of any colour."""
    rng, x, y, width = painter.rng, face.x, face.y, face.half_width
    neck = width * rng.uniform(0.5, 0.85)
    outline = polygon(
        [x - neck, y],
        [x + neck, y],
        [x + neck * 1.1, SIZE + 20],
        [x - neck * 1.1, SIZE + 20],
    )
    painter.paint(soft(filled(outline), 1.5), face.skin * rng.uniform(0.72, 0.92))
    shoulders = width * rng.uniform(1.5, 2.4)
    height = face.half_height
    outline = painter.blob(x, y + height * 1.95, shoulders, height * 0.75, 0.08)
    painter.paint(soft(filled(outline), 1.5), rng.uniform(0, 255, 3), rng.uniform(0, 10))


def draw_head(painter: Painter, face: Face) -> np.ndarray:
    """The head without features, lit from a random side; returns its mask."""
    x, y, width, height = face.x, face.y, face.half_width, face.half_height
    jaw = face.jaw_width
    skull = painter.blob(x, y - height * 0.12, width, height * 0.86, 0.03)
    chin = polygon(
        [x - width * 0.97, y],
        [x + width * 0.97, y],
        [x + jaw, y + height * 0.62],
        [x + jaw * 0.45, y + height],
        [x - jaw * 0.45, y + height],
        [x - jaw, y + height * 0.62],
    )
    head = soft(filled(skull, chin), 1.5)
    painter.paint(head, face.skin)
    painter.image += (lighting(painter.rng, face) * head)[..., None]
    pores = noise(painter.rng, painter.rng.uniform(1, 6))[..., 0]
    painter.image += (pores * head)[..., None] * (1 - face.smooth) * 10
    return head


def lighting(rng: np.random.Generator, face: Face) -> np.ndarray:
    """The brightness of each pixel: light from one side, darker at the rim."""
    ys, xs = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    x, y, width, height = face.x, face.y, face.half_width, face.half_height
    angle = rng.uniform(0, 2 * np.pi)
    side = np.cos(angle) * (xs - x) / width + np.sin(angle) * (ys - y) / height
    rim = (xs - x) ** 2 / width**2 + (ys - y) ** 2 / height**2
    return side * rng.uniform(0, 38) - rim * rng.uniform(5, 28)


def draw_ears(painter: Painter, face: Face) -> None:
    """Ears, which longer hair mostly hides, and earrings, which it does not."""
    rng, width, height = painter.rng, face.half_width, face.half_height
    if face.hair <= SHORT_HAIR or rng.random() < 0.3:
        for side in SIDES:
            x = face.x + side * width * 1.02
            ear = painter.blob(x, face.y, width * 0.13, height * 0.2)
            painter.paint(soft(filled(ear), 1), face.skin * 0.88)
    if face.earrings:
        for side in SIDES:
            centre = pixel(face.x + side * width * 1.05, face.y + height * 0.27)
            radius = int(rng.integers(2, 6))
            cv2.circle(painter.image, centre, radius, rng.uniform(120, 255, 3).tolist(), -1)


def draw_beard(painter: Painter, face: Face, head: np.ndarray) -> None:
    """Stubble or a full beard on the lower half of the `head` (its mask)."""
    if face.beard == NO_BEARD:
        return
    rng, x, y, width, height = painter.rng, face.x, face.y, face.half_width, face.half_height
    opacity = 0.28 if face.beard == STUBBLE else rng.uniform(0.6, 0.95)
    top = y + height * rng.uniform(0.18, 0.34)
    outline = polygon(
        [x - width * 1.1, top],
        [x - width * 0.45, top + height * 0.16],
        [x, top + height * 0.1],
        [x + width * 0.45, top + height * 0.16],
        [x + width * 1.1, top],
        [x + width, y + height * 1.3],
        [x - width, y + height * 1.3],
    )
    mask = head * soft(filled(outline), 4) * opacity
    if face.beard == FULL_BEARD and rng.random() < 0.4:
        below = painter.blob(x, y + height, face.jaw_width * 0.8, height * rng.uniform(0.15, 0.4))
        mask = np.maximum(mask, soft(filled(below), 3) * opacity)
    colour = face.hair_colour * rng.uniform(0.7, 1)
    texture = rng.uniform(6, 22)
    painter.paint(mask, colour, texture, DOWNWARDS + rng.normal(0, 0.5))


def draw_mouth(painter: Painter, face: Face) -> None:
    """Lips, sometimes teeth, and the moustache above them."""
    rng, x = painter.rng, face.x
    y = face.y + face.half_height * 0.52
    width = face.half_width * rng.uniform(0.3, 0.45)
    height = face.half_height * rng.uniform(0.025, 0.05) * (1 + 1.1 * face.lip)
    colour = face.skin * (1 - 0.35 - 0.4 * face.lip) + LIPSTICK * (0.25 + 0.5 * face.lip)
    painter.paint(soft(filled(painter.blob(x, y, width, height, 0.05)), 0.9), colour)
    left, right = pixel(x - width * 0.95, y), pixel(x + width * 0.95, y)
    cv2.line(painter.image, left, right, (face.skin * 0.35).tolist(), 1, cv2.LINE_AA)
    if rng.random() < 0.3:
        painter.paint(soft(filled(painter.blob(x, y, width * 0.8, height * 0.5)), 0.7), TEETH)
    if face.moustache:
        above = y - height - face.half_height * 0.06
        thickness = face.half_height * rng.uniform(0.035, 0.07)
        mask = soft(filled(painter.blob(x, above, width * 1.05, thickness)), 1.5)
        mask = mask * rng.uniform(0.6, 0.95)
        painter.paint(mask, face.hair_colour * 0.85, rng.uniform(5, 18), rng.normal(0, 0.4))


def draw_nose(painter: Painter, face: Face) -> None:
    """A lighter or darker wedge, and nostrils."""
    rng, x, y = painter.rng, face.x, face.y
    width = face.half_width * rng.uniform(0.14, 0.26)
    bottom = y + face.half_height * 0.27
    outline = polygon(
        [x - 2, face.eye_y],
        [x + 2, face.eye_y],
        [x + width, bottom],
        [x - width, bottom],
    )
    painter.paint(soft(filled(outline), 4) * 0.35, face.skin * rng.uniform(0.75, 1.12))
    radius = max(1, int(face.half_width * 0.045))
    for side in SIDES:
        nostril = x + side * width * 0.6, y + face.half_height * 0.28
        painter.disc(*nostril, radius, (face.skin * 0.45).tolist())


def draw_eye(painter: Painter, face: Face, side: int) -> None:
    """One eye: its make-up, white, iris, pupil and upper lashes."""
    rng, y = painter.rng, face.eye_y
    x = face.x + side * face.eye_x
    width = face.half_width * rng.uniform(0.15, 0.2) * (1 + 0.15 * face.lash)
    height = face.half_height * rng.uniform(0.04, 0.065) * (1 + 0.3 * face.lash)
    if face.lash > 0.45:
        mask = soft(filled(painter.blob(x, y, width * 1.35, height * 1.7)), 2)
        colour = face.skin * 0.4 + rng.uniform(0, 60, 3)
        painter.paint(mask * (face.lash - 0.4) * 0.9, colour)
    white = painter.blob(x, y, width, height, 0.02)
    cv2.fillPoly(painter.image, [white], EYE_WHITE, cv2.LINE_AA)
    gaze = x + rng.normal(0, 1.5)
    painter.disc(gaze, y, max(2, int(height * 0.95)), rng.uniform(20, 120, 3).tolist())
    painter.disc(x, y, max(1, int(height * 0.45)), PUPIL)
    thickness = 1 + int(face.lash * 2.6)
    arc = (pixel(x, y), pixel(width, height), 0, 180, 360)
    cv2.ellipse(painter.image, *arc, LASHES, thickness, cv2.LINE_AA)


def draw_brow(painter: Painter, face: Face, side: int) -> None:
    """The brow over one eye: an arc."""
    rng, height = painter.rng, face.half_height
    y = face.eye_y - height * rng.uniform(0.13, 0.18) - height * 0.05 * face.lash
    thickness = 1 + int(face.brow * 7 * face.scale)
    tilt = np.degrees(rng.normal(0, 0.08)) * side
    centre = pixel(face.x + side * face.eye_x, y + height * 0.06)
    radii = pixel(face.half_width * 0.25, height * (0.05 + 0.05 * face.lash))
    mask = np.zeros((SIZE, SIZE), np.float32)
    cv2.ellipse(mask, centre, radii, tilt, 190, 350, 1.0, thickness, cv2.LINE_AA)
    painter.paint(soft(mask, 0.8) * rng.uniform(0.6, 0.95), face.hair_colour * 0.7, 8)


def draw_glasses(painter: Painter, face: Face) -> None:
    """Two oval lenses and a bridge."""
    if not face.glasses:
        return
    rng, image, x, y = painter.rng, painter.image, face.x, face.eye_y
    colour = rng.uniform(0, 110, 3).tolist()
    width = face.half_width * 0.3
    radii = pixel(width, face.half_height * 0.15)
    for side in SIDES:
        centre = pixel(x + side * face.eye_x, y)
        thickness = int(rng.integers(1, 4))
        cv2.ellipse(image, centre, radii, 0, 0, 360, colour, thickness, cv2.LINE_AA)
    left, right = pixel(x - face.eye_x + width, y), pixel(x + face.eye_x - width, y)
    cv2.line(image, left, right, colour, 2)


def draw_hair_on_top(painter: Painter, face: Face) -> None:
    """The hair around the face: a cap with the face cut out."""
    if face.hair == BALD:
        return
    rng, x, y, height = painter.rng, face.x, face.y, face.half_height
    hairline = y - height * rng.uniform(0.42, 0.72)
    cap_width = face.half_width * rng.uniform(1.02, 1.16)
    cap_height = height * rng.uniform(0.98, 1.2)
    cap = filled(painter.blob(x, y - height * 0.1, cap_width, cap_height, 0.07))
    parting = rng.normal(0, 0.5) * face.half_width
    width = face.half_width
    opening = polygon(
        [x - width * 0.93, y + height * 1.5],
        [x - width * rng.uniform(0.72, 0.95), hairline + height * 0.25],
        [x + parting, hairline],
        [x + width * rng.uniform(0.72, 0.95), hairline + height * 0.25],
        [x + width * 0.93, y + height * 1.5],
    )
    mask = np.clip(cap - filled(opening), 0, 1)
    if face.hair == SHORT_HAIR:
        end = int(min(SIZE - 1, y + height * rng.uniform(-0.05, 0.15)))
        mask[end:] = 0
    painter.paint(soft(mask, 1.6), face.hair_colour, rng.uniform(6, 26), rng.uniform(0, np.pi))


def draw_hat(painter: Painter, face: Face) -> None:
    """A plain hat of any colour."""
    if not face.hat:
        return
    x, y, width, height = face.x, face.y, face.half_width, face.half_height
    outline = polygon(
        [x - width * 1.25, y - height * 0.55],
        [x - width * 0.9, y - height * 1.25],
        [x + width * 0.9, y - height * 1.25],
        [x + width * 1.25, y - height * 0.55],
    )
    painter.paint(soft(filled(outline), 1.5), painter.rng.uniform(0, 255, 3), 6)


def photograph(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """Camera effects: pose, exposure, colour, focus, noise; returns uint8."""
    pose = cv2.getRotationMatrix2D((CENTRE, CENTRE), rng.normal(0, 9), rng.uniform(0.9, 1.25))
    pose[:, 2] += rng.normal(0, 8, 2)
    image = cv2.warpAffine(image, pose, (SIZE, SIZE), borderMode=cv2.BORDER_REFLECT)
    if rng.random() < 0.5:
        image = image[:, ::-1]
    image = (image - 128) * rng.uniform(0.6, 1.3) + 128 + rng.normal(0, 22)
    if rng.random() < 0.6:
        image *= rng.uniform(0.85, 1.15, 3)
    if rng.random() < 0.15:
        image = np.repeat(image.mean(2, keepdims=True), 3, 2)
    if rng.random() < 0.5:
        image = cv2.GaussianBlur(np.ascontiguousarray(image), (0, 0), rng.uniform(0.3, 2.2))
    image = image + rng.normal(0, rng.uniform(0, 9), image.shape)
    return np.clip(image, 0, 255).astype(np.uint8)


def face(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draws one face, from back to front: 224x224x3 uint8 RGB, and its 16 targets."""
    painter = Painter(rng)
    draw_background(painter)
    traits = random_face(rng)
    draw_hair_behind(painter, traits)
    draw_neck_and_shoulders(painter, traits)
    head = draw_head(painter, traits)
    draw_ears(painter, traits)
    draw_beard(painter, traits, head)
    draw_mouth(painter, traits)
    draw_nose(painter, traits)
    for side in SIDES:
        draw_eye(painter, traits, side)
        draw_brow(painter, traits, side)
    draw_glasses(painter, traits)
    draw_hair_on_top(painter, traits)
    draw_hat(painter, traits)
    return photograph(rng, painter.image), traits.targets()


def main() -> None:
    """Writes a sheet of examples."""
    parser = argparse.ArgumentParser(description="Writes a sheet of drawn faces.")
    parser.add_argument("out", nargs="?", default="drawn.png", help="the picture to write")
    parser.add_argument("--rows", type=int, default=6)
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    rows = [np.hstack([face(rng)[0] for _ in range(options.columns)]) for _ in range(options.rows)]
    cv2.imwrite(options.out, np.vstack(rows)[..., ::-1])


if __name__ == "__main__":
    main()
