"""What py-feat takes for some pictures; run by `../pyfeat.py` in a python of py-feat's own, where nothing of ours is.

Its default detector (RetinaFace), landmarks (MobileFaceNet) and pose (from the landmarks), with nothing else, one
picture after the other as they are: the classes and functions that its `Detectorv1` calls, in the same order.
"""

import json
import resource
import sys
import time
from pathlib import Path

import feat  # has to come before torch: it says which of two OpenMP runtimes is used
import numpy as np
import torch
from feat.detector import Detectorv1
from feat.face_detectors.Retinaface.Retinaface_test import Retinaface
from feat.landmark_detectors.mobilefacenet_test import MobileFaceNet
from feat.utils.face_pose_mlp import PoseMLP
from feat.utils.image_operations import extract_face_from_bbox_torch, inverse_transform_landmarks_torch

SIDE = 112
NOTHING_ELSE = dict.fromkeys(("au_model", "emotion_model", "identity_model", "gaze_model"))


def main() -> None:
    folder = Path(sys.argv[1])
    pictures, boxes = np.load(folder / "pictures.npy"), np.load(folder / "boxes.npy")
    torch.set_num_threads(2)
    torch.manual_seed(1)
    # Random weights may lead to numbers that are next to nothing, with which processors are slow.
    torch.set_flush_denormal(True)
    detector, landmarks, pose, weights = _networks()
    with torch.inference_mode():
        _seen(pictures[0], boxes[boxes[:, 0] == 0], detector, landmarks, pose)
        used, started = _processor(), time.monotonic()
        for number, picture in enumerate(pictures):
            _seen(picture, boxes[boxes[:, 0] == number], detector, landmarks, pose)
    how = f"py-feat {feat.__version__}, torch {torch.__version__}, {torch.get_num_threads()} threads, {weights}"
    print(json.dumps({"how": how, "cpu": _processor() - used, "wall": time.monotonic() - started}))


def _networks():
    """Detector, landmarks and pose, and whose weights they have."""
    pose = PoseMLP().eval()
    try:
        whole = Detectorv1(face_model="retinaface", landmark_model="mobilefacenet", **NOTHING_ELSE)
    except Exception as error:  # noqa: BLE001  whatever keeps the hub away
        print(f"The weights cannot be had: {type(error).__name__}.", file=sys.stderr)
        # Of random answers none is kept, which saves py-feat the work of sorting them.
        detector = Retinaface(device="cpu", pretrained="none", confidence_threshold=1.0)
        landmarks = MobileFaceNet([SIDE, SIDE], 2 * 68, device="cpu").eval()
        return detector, landmarks, pose, "random weights, so that its times count and its answers do not"
    return whole.facepose_detector, whole.landmark_detector, pose, "its own weights"


def _seen(picture, boxes, detector, landmarks, pose):
    """The faces of one picture as py-feat goes about them, with landmarks and poses for those in `boxes`."""
    pixels = torch.from_numpy(picture).permute(2, 0, 1)[None].float()
    detector(pixels)
    if not len(boxes):
        return
    faces, corners = extract_face_from_bbox_torch(pixels / 255.0, torch.from_numpy(boxes[:, 1:]), face_size=SIDE)
    places = inverse_transform_landmarks_torch(landmarks(faces)[0], corners)
    pose(_between(places.reshape(len(boxes), -1, 2)))


def _between(places):
    """Landmarks from their middle, in distances of the eyes, as the network for poses wants them."""
    eyes = (places[:, 36] - places[:, 45]).norm(dim=1).clamp_min(1e-6)[:, None, None]
    return ((places - places.mean(dim=1, keepdim=True)) / eyes).transpose(1, 2).reshape(len(places), -1)


def _processor():
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
