// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/drawing_icon.h"

#include "widgets/base/theme.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kGrid = 20;

/// Lines on a grid of 20: places "x,y" joined by blanks, lines parted by ";". "ox,y" is a small ring there.
const char* linesOf(DrawingKind kind)
{
  switch (kind) {
  case DrawingKind::TrendLine:
    return "5,15 15,5;o4,16;o16,4";
  case DrawingKind::Ray:
    return "5,15 18,2;o4,16;o10,10";
  case DrawingKind::ExtendedLine:
    return "2,18 18,2;o7,13;o13,7";
  case DrawingKind::HorizontalLine:
    return "2,10 18,10;o10,10";
  case DrawingKind::HorizontalRay:
    return "5,10 18,10;o4,10";
  case DrawingKind::VerticalLine:
    return "10,2 10,18;o10,10";
  case DrawingKind::Arrow:
    return "3,17 16,4;9,4 16,4 16,11";
  case DrawingKind::ParallelChannel:
    return "2,12 12,3;8,17 18,8;o2,12;o12,3;o8,17";
  case DrawingKind::RegressionChannel:
    return "2,11 17,3;3,14 17,7;3,18 18,11";
  case DrawingKind::Pitchfork:
    return "3,16 17,6;7,4 7,18;7,4 16,2;7,18 18,12";
  case DrawingKind::SchiffPitchfork:
    return "3,11 17,6;7,4 7,18;7,4 16,2;7,18 18,12";
  case DrawingKind::ModifiedSchiffPitchfork:
    return "6,11 17,6;7,4 7,18;7,4 16,2;7,18 18,12;o3,16";
  case DrawingKind::FibRetracement:
    return "2,3 18,3;2,8 18,8;2,12 18,12;2,17 18,17;o4,17;o16,3";
  case DrawingKind::FibExtension:
    return "8,3 18,3;8,8 18,8;2,17 6,9 9,14;8,14 18,14";
  case DrawingKind::FibFan:
    return "3,17 18,13;3,17 18,8;3,17 17,2;o3,17";
  case DrawingKind::FibArcs:
    return "2,16 3,9 10,5 17,9 18,16;6,16 7,12 10,10 13,12 14,16;o10,16";
  case DrawingKind::FibTimeZones:
    return "3,3 3,17;5,3 5,17;9,3 9,17;15,3 15,17";
  case DrawingKind::GannFan:
    return "3,17 6,3;3,17 11,3;3,17 17,3;3,17 17,10;3,17 17,14";
  case DrawingKind::GannBox:
    return "3,3 17,3 17,17 3,17 3,3;8,3 8,17;12,3 12,17;3,8 17,8;3,12 17,12";
  case DrawingKind::Rectangle:
    return "3,5 17,5 17,15 3,15 3,5;o3,5;o17,15";
  case DrawingKind::Ellipse:
    return "2,10 4,6 10,4 16,6 18,10 16,14 10,16 4,14 2,10";
  case DrawingKind::Brush:
    return "3,15 6,10 9,13 12,6 14,9 17,4";
  case DrawingKind::Text:
    return "4,5 4,4 16,4 16,5;10,4 10,16;8,16 12,16";
  case DrawingKind::Note:
    return "8,3 18,3 18,10 8,10 8,3;8,10 3,17;3,12 3,17 8,17";
  case DrawingKind::PriceLabel:
    return "6,4 18,4 18,11 9,11 3,17 6,10 6,4;9,8 15,8";
  case DrawingKind::LongPosition:
    return "3,3 17,3 17,17 3,17 3,3;3,12 17,12;10,9 10,5;8,7 10,5 12,7";
  case DrawingKind::ShortPosition:
    return "3,3 17,3 17,17 3,17 3,3;3,8 17,8;10,11 10,15;8,13 10,15 12,13";
  case DrawingKind::Measure:
    return "3,3 17,3 17,17 3,17 3,3;6,14 14,6;10,6 14,6 14,10";
  case DrawingKind::Unknown:
    break;
  }
  return "o10,10";
}

void draw(QPainter& painter, DrawingKind kind)
{
  for (const QString& line : QString::fromLatin1(linesOf(kind)).split(u';')) {
    QPolygonF points;
    const bool ring = line.startsWith(u'o');
    for (const QString& place : line.mid(ring ? 1 : 0).split(u' ')) {
      const QStringList parts = place.split(u',');
      points << QPointF(parts.value(0).toDouble(), parts.value(1).toDouble());
    }
    if (ring)
      painter.drawEllipse(points.front(), 1.6, 1.6);
    else
      painter.drawPolyline(points);
  }
}

class KindIconEngine : public QIconEngine {
public:
  explicit KindIconEngine(DrawingKind kind)
      : m_kind(kind)
  {
  }
  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
  {
    const ThemeTokens& colors = Theme::current().colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.topLeft());
    painter->scale(rect.width() / kGrid, rect.height() / kGrid);
    painter->setPen(QPen(mode == QIcon::Disabled ? colors.text.disabled
            : state == QIcon::On                 ? colors.text.primary
                                                 : colors.text.secondary,
        1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    draw(*painter, m_kind);
    painter->restore();
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
  {
    QPixmap picture(size);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return picture;
  }
  QIconEngine* clone() const override { return new KindIconEngine(m_kind); }

private:
  DrawingKind m_kind;
};

}

QIcon iconOf(DrawingKind kind)
{
  return QIcon(new KindIconEngine(kind));
}

}
