// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/drawing_words.h"

#include "widgets/base/number_format.h"
#include "widgets/base/tr.h"

namespace zvt::widgets {

QString wordsOf(const Drawing& drawing, const AnchorScale& scale)
{
  QStringList words{nameOf(drawing.kind)};
  if (!drawing.style.text.isEmpty())
    words << drawing.style.text.simplified();
  constexpr std::size_t kSpoken = 3; // of a line by hand nobody wants all
  for (std::size_t i = 0; i < std::min(kSpoken, drawing.anchors.size()); ++i)
    words << AnchorScale::timeText(drawing.anchors[i].time) + u' '
            + formatNumber(scale.shown(drawing.anchors[i]), scale.priceDecimals());
  if (drawing.locked)
    words << Tr::tr("locked");
  if (drawing.hidden)
    words << Tr::tr("hidden");
  return words.join(QStringLiteral(", "));
}

QString titleOf(const Drawing& drawing)
{
  const QString text = drawing.style.text.simplified();
  if (text.isEmpty())
    return nameOf(drawing.kind);
  constexpr qsizetype kLength = 40;
  return QStringLiteral("%1: %2").arg(
      nameOf(drawing.kind), text.size() > kLength ? text.left(kLength - 1) + u'…' : text);
}

}
