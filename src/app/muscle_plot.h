// muscle_plot.h: a muscle's length, strain or arm over the whole clip, published models behind it, a dot at the present moment.
//
// Why       A curve tells at a glance what a slider hides: where a muscle is longest, where its arm peaks, how the specimen stands to
//           others.
// Source    drawing choices; figures from measure.h and published.h.
// Shapes    one panel; the curve is sampled once per clip (muscle_curve.h). Against hip flexion where the clip is about it, else against
//           time.
// Units     pixels; sizes in points times ui->scale; degrees, s, mm and per cent on the axes.
// Errors    cannot fail: a panel too small to be read is left out.
// Cost      some 350 drawing commands.
#ifndef ILIOPSOAS_MUSCLE_PLOT_H
#define ILIOPSOAS_MUSCLE_PLOT_H

#include "measure_overlay.h"

#define PLOT_WIDTH_PT 290.0f
#define PLOT_HEIGHT_PT 204.0f

// Whether there is one, and its panel at the lower right of what is free (empty where there is no room).
bool muscle_plot_wanted(const Body *body, const ViewState *view);
UiRect muscle_plot_rect(const Ui *ui, UiRect free);

void muscle_plot_draw(Ui *ui, const Picture *of, const MuscleCurve *curve, UiRect rect);
// The moment of the clip that lies nearest to a place on the plot; where the curve comes past twice, the one nearer to the present.
float muscle_plot_moment(Ui *ui, const Picture *of, const MuscleCurve *curve, UiRect rect, float x_px, float y_px);

#endif
