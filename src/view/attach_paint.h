// attach_paint.h: where a muscle is attached, painted on its bones: origin red, insertion blue, as wall charts have it.
//
// Why       Which bones hold a muscle, and how far, is known from attachments.csv; where on the bone follows from where the muscle lies on it. So no
//           outline is drawn by hand, and a corrected muscle brings its attachments along.
// Shapes    RegionVertex with two classes: bone, attachment; the shader draws the border where the distance to the muscle is the reach.
// Source    red origin, blue insertion: the convention of atlases and bone models. Whether a bone is an origin: the femur and what lies below it is not.
// Errors    cannot fail; NULL where the muscle is not attached to the part.
// Cost      some ms per muscle and bone, once.
#ifndef ILIOPSOAS_ATTACH_PAINT_H
#define ILIOPSOAS_ATTACH_PAINT_H

#include "part_paint.h"

const RegionVertex *attach_paint_of(PartPaint *paint, PartId muscle, PartId bone);
// Whether anything is known of where a muscle is attached.
bool attach_known(const Body *body, PartId muscle);
// Whether a bone, of the muscle's side or the middle, holds it (NULL: no), and at which of its ends.
const Attachment *attach_of(const Body *body, PartId muscle, PartId bone);
bool attach_is_insertion(const Body *body, const Part *muscle, const Part *bone);

#endif
