// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/clipped_svg.h"

#include <QBuffer>
#include <QHash>
#include <QPaintEngine>
#include <QPainter>
#include <QSvgGenerator>

#include <memory>
#include <optional>
#include <vector>

namespace zvt::widgets {

namespace {

constexpr int kDotsPerInch = 96;

QPaintEngine::PaintEngineFeatures featuresOf(const QPaintEngine& engine)
{
  QPaintEngine::PaintEngineFeatures features;
  for (unsigned bit = 1; bit != 0; bit <<= 1)
    if (const auto feature = static_cast<QPaintEngine::PaintEngineFeature>(bit); engine.hasFeature(feature))
      features |= feature;
  return features;
}

/// Draws with the engine of a generator, which begins a group of elements with each change of the painter's state, and
/// keeps what the painter was clipped to in each. What is not overridden here is made of what is.
class ClipKeeper : public QPaintEngine {
public:
  explicit ClipKeeper(QPaintEngine& svg)
      : QPaintEngine(featuresOf(svg))
      , m_svg(svg)
  {
  }
  bool begin(QPaintDevice* device) override { return svg().begin(device); }
  bool end() override { return svg().end(); }
  void updateState(const QPaintEngineState& changed) override
  {
    const QPainter& painter = *changed.painter();
    m_clips.push_back(painter.hasClipping() ? std::optional(painter.clipBoundingRect()) : std::nullopt);
    svg().updateState(changed);
  }
  void drawPath(const QPainterPath& path) override { svg().drawPath(path); }
  void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override
  {
    svg().drawPolygon(points, count, mode);
  }
  using QPaintEngine::drawPolygon;
  void drawPixmap(const QRectF& to, const QPixmap& pixmap, const QRectF& from) override
  {
    svg().drawPixmap(to, pixmap, from);
  }
  void drawImage(const QRectF& to, const QImage& image, const QRectF& from, Qt::ImageConversionFlags flags) override
  {
    svg().drawImage(to, image, from, flags);
  }
  void drawTextItem(const QPointF& at, const QTextItem& text) override { svg().drawTextItem(at, text); }
  [[nodiscard]] Type type() const override { return m_svg.type(); }

  /// Of the groups in their order, in the coordinates of each.
  [[nodiscard]] const std::vector<std::optional<QRectF>>& clips() const { return m_clips; }

private:
  /// The painter tells its state to this engine alone; the other one draws with it as well.
  QPaintEngine& svg()
  {
    m_svg.*(&ClipKeeper::state) = state;
    return m_svg;
  }

  QPaintEngine& m_svg;
  std::vector<std::optional<QRectF>> m_clips;
};

class Generator : public QSvgGenerator {
public:
  Generator()
      : m_keeper(std::make_unique<ClipKeeper>(*QSvgGenerator::paintEngine()))
  {
  }
  [[nodiscard]] const ClipKeeper& keeper() const { return *m_keeper; }

protected:
  [[nodiscard]] QPaintEngine* paintEngine() const override { return m_keeper.get(); }

private:
  std::unique_ptr<ClipKeeper> m_keeper;
};

QByteArray rectangle(const QRectF& rect)
{
  return "<rect x=\"" + QByteArray::number(rect.x()) + "\" y=\"" + QByteArray::number(rect.y()) + "\" width=\""
      + QByteArray::number(rect.width()) + "\" height=\"" + QByteArray::number(rect.height()) + "\"/>";
}

/// The document with the clips put into it: definitions, and a reference in each group that has one.
QByteArray withClips(const QByteArray& svg, const std::vector<std::optional<QRectF>>& clips)
{
  const QByteArray endOfDefinitions = "</defs>", group = "<g ";
  const qsizetype body = svg.indexOf(endOfDefinitions);
  // The first group is of the defaults, before any state.
  if (body < 0 || svg.mid(body).count(group) != static_cast<qsizetype>(clips.size()) + 1)
    return svg;
  QByteArray definitions, drawn;
  QHash<QByteArray, QByteArray> ids;
  qsizetype done = body, at = svg.indexOf(group, body);
  for (const std::optional<QRectF>& clip : clips) {
    at = svg.indexOf(group, at + group.size());
    if (!clip)
      continue;
    const QByteArray shape = rectangle(*clip);
    QByteArray& id = ids[shape];
    if (id.isEmpty()) {
      id = "clip" + QByteArray::number(ids.size());
      definitions += "<clipPath id=\"" + id + "\">" + shape + "</clipPath>\n";
    }
    const qsizetype attributes = at + group.size();
    drawn += svg.mid(done, attributes - done) + "clip-path=\"url(#" + id + ")\" ";
    done = attributes;
  }
  return svg.left(body) + definitions + drawn + svg.mid(done);
}

}

QByteArray paintSvg(QSize size, const QString& title, const std::function<void(QPainter&)>& paint)
{
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  Generator generator;
  generator.setOutputDevice(&buffer);
  generator.setResolution(kDotsPerInch);
  generator.setSize(size);
  generator.setViewBox(QRect(QPoint(0, 0), size));
  generator.setTitle(title);
  QPainter painter(&generator);
  paint(painter);
  painter.end();
  return withClips(bytes, generator.keeper().clips());
}

}
