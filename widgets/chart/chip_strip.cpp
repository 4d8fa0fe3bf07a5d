// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chip_strip.h"

#include "core/market/compared_bars.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr int kMargin = 8;
constexpr double kRow = 18;
constexpr int kFigureRows = 8;

struct Row {
  QString name, value;
  QColor color;
};

std::vector<Row> rowsOf(const ChipFigures& figures, const ChartStyle& style, const QString& day)
{
  const auto price = [](double value) { return formatNumber(value, 2); };
  const auto range = [&](const market::CostRange& one) -> QString {
    return price(one.low) + QStringLiteral(" – ") + price(one.high);
  };
  return {{Tr::tr("Cost of shares held"), day, style.textPrimary},
      {Tr::tr("At a profit"), formatPercent(figures.winner, 1), style.up.text},
      {Tr::tr("Average cost"), price(figures.averageCost), style.textPrimary},
      {Tr::tr("90% of cost"), range(figures.range90), style.textPrimary},
      {Tr::tr("Concentration"), formatPercent(figures.range90.concentration, 1), style.textPrimary},
      {Tr::tr("70% of cost"), range(figures.range70), style.textPrimary},
      {Tr::tr("Concentration"), formatPercent(figures.range70.concentration, 1), style.textPrimary}};
}

/// What is painted: values, for a picture may be made on another thread.
struct Content {
  market::ChipDistribution chips;
  ChipFigures figures;
  QString day; ///< of the figures
  std::size_t missing = 0; ///< days without a turnover rate
  QSizeF size;
};

void paintCells(QPainter& painter, const ChartScene& scene, const Content& content)
{
  const ChartStyle& style = scene.style();
  const QRectF pane = scene.pane(0);
  const auto rows = static_cast<std::size_t>(std::max(1.0, pane.height()));
  std::vector<double> row(rows, 0.0);
  for (std::size_t cell = 0; cell < content.chips.share.size(); ++cell) {
    if (content.chips.share[cell] <= 0)
      continue;
    const double top = scene.y(content.chips.price(cell + 1)) - pane.top(),
                 bottom = scene.y(content.chips.price(cell)) - pane.top();
    if (bottom <= 0 || top >= static_cast<double>(rows))
      continue;
    const double density = content.chips.share[cell] / std::max(bottom - top, 1e-9);
    for (auto y = static_cast<std::size_t>(std::max(0.0, top)); y < rows && static_cast<double>(y) < bottom; ++y)
      row[y] += density * (std::min(bottom, static_cast<double>(y) + 1) - std::max(top, static_cast<double>(y)));
  }
  const double most = *std::max_element(row.begin(), row.end());
  const double room = content.size.width() - 2 * kMargin;
  const double close = scene.y(content.figures.close) - pane.top();
  for (std::size_t y = 0; y < rows && most > 0; ++y)
    painter.fillRect(QRectF(kMargin, pane.top() + static_cast<double>(y), room * row[y] / most, 1),
        static_cast<double>(y) >= close ? style.up.fill : style.down.fill);
  const auto line = [&](double price, const QColor& color, Qt::PenStyle pen) {
    const double y = std::round(scene.y(price)) + 0.5;
    if (y < pane.top() || y > pane.bottom())
      return;
    painter.setPen(QPen(color, 1, pen));
    painter.drawLine(QPointF(0, y), QPointF(content.size.width(), y));
  };
  line(content.figures.close, style.textPrimary, Qt::DotLine);
  line(content.figures.averageCost, style.series[1], Qt::SolidLine);
}

void paintFigures(QPainter& painter, const ChartStyle& style, const Content& content, double top)
{
  painter.setFont(style.axisFont);
  const QRectF box(kMargin, top, content.size.width() - 2 * kMargin, kRow);
  painter.fillRect(QRectF(1, top - 4, content.size.width() - 1, content.size.height() - top + 4), style.background);
  double y = top;
  for (const Row& row : rowsOf(content.figures, style, content.day)) {
    painter.setPen(style.textSecondary);
    painter.drawText(QRectF(box.left(), y, box.width(), kRow), Qt::AlignLeft | Qt::AlignVCenter, row.name);
    painter.setPen(row.color);
    painter.drawText(QRectF(box.left(), y, box.width(), kRow), Qt::AlignRight | Qt::AlignVCenter, row.value);
    y += kRow;
  }
  if (content.missing > 0) {
    painter.setPen(Theme::current().colors().state.warning.text);
    painter.drawText(QRectF(box.left(), y, box.width(), kRow), Qt::AlignLeft | Qt::AlignVCenter,
        Tr::tr("%n day(s) without turnover rate", nullptr, static_cast<int>(content.missing)));
  }
}

}

ChipStrip::ChipStrip(ChartView* view, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_problem(new QLabel(this))
    , m_offer(new QPushButton(this))
{
  setObjectName(QStringLiteral("chipStrip"));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
  m_problem->setObjectName(QStringLiteral("chipProblemLabel"));
  m_problem->setWordWrap(true);
  m_problem->setAlignment(Qt::AlignCenter);
  m_offer->setObjectName(QStringLiteral("chipOfferButton"));
  m_problem->hide();
  m_offer->hide();
  view->installEventFilter(this);
  connect(view, &ChartView::crosshairMoved, this, &ChipStrip::refresh);
  connect(view, &ChartView::rangeChanged, this, &ChipStrip::refresh);
  connect(m_offer, &QPushButton::clicked, this, &ChipStrip::offerTaken);
  connect(&Theme::current(), &Theme::changed, this, [this] { update(); });
}

void ChipStrip::setChips(std::shared_ptr<const ChipModel> chips)
{
  m_chips = std::move(chips);
  setProblem({});
  refresh();
}

void ChipStrip::setProblem(const QString& sentence, const QString& offer)
{
  m_problem->setText(sentence);
  m_problem->setVisible(!sentence.isEmpty());
  m_offer->setText(offer);
  m_offer->setVisible(!sentence.isEmpty() && !offer.isEmpty());
  if (!sentence.isEmpty()) {
    m_chips.reset();
    refresh();
  }
  placeProblem();
}

QString ChipStrip::problem() const
{
  return m_problem->text();
}

void ChipStrip::placeProblem()
{
  const int width = this->width() - 2 * kMargin;
  const int height = m_problem->heightForWidth(width);
  const int top = std::max(kMargin, this->height() / 3 - height / 2);
  m_problem->setGeometry(kMargin, top, width, height);
  m_offer->setGeometry(kMargin, top + height + kMargin, width, m_offer->sizeHint().height());
}

void ChipStrip::resizeEvent(QResizeEvent*)
{
  placeProblem();
}

std::optional<ChipStrip::Axis> ChipStrip::axisNow() const
{
  const auto scene = m_view ? m_view->scene() : std::nullopt;
  if (!scene)
    return {};
  const QRectF pane = scene->pane(0);
  return Axis{scene->value(pane.bottom()), scene->value(pane.top()), pane.top(), pane.bottom()};
}

bool ChipStrip::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_view && event->type() == QEvent::Paint) // its axis is settled once it has been painted
    QTimer::singleShot(0, this, [this] {
      if (axisNow() != m_painted)
        update();
    });
  return QWidget::eventFilter(watched, event);
}

void ChipStrip::refresh()
{
  m_figures.reset();
  m_now = {};
  update();
  if (!m_chips || !m_view || !m_view->model() || m_chips->day.empty() || m_view->model()->bars->empty())
    return;
  const double lastInSight = std::floor(m_view->axis().first + m_view->axis().count) - 1;
  const std::size_t bar = m_view->crosshairBar().value_or(
      static_cast<std::size_t>(std::clamp(lastInSight, 0.0, static_cast<double>(m_chips->day.size() - 1))));
  const std::size_t day = m_chips->day[std::min(bar, m_chips->day.size() - 1)];
  if (day == market::kNotYetKnown)
    return;
  m_now = m_chips->history.at(day);
  if (m_now.isEmpty())
    return;
  ChipFigures figures;
  figures.day = day;
  figures.close = m_chips->history.bars()->close[day];
  figures.winner = m_now.winner(figures.close);
  figures.averageCost = m_now.averageCost();
  figures.range90 = market::costRange(m_now, 0.9);
  figures.range70 = market::costRange(m_now, 0.7);
  m_figures = figures;
  setAccessibleName(Tr::tr("Cost of shares held"));
  QStringList words;
  for (const Row& row : rowsOf(figures, currentChartStyle(), QString()))
    words << row.name + u' ' + row.value;
  setAccessibleDescription(words.join(QStringLiteral(", ")));
}

void ChipStrip::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  const ChartStyle style = currentChartStyle();
  painter.fillRect(rect(), style.background);
  painter.setPen(style.gridStrong);
  painter.drawLine(0, 0, 0, height());
  m_painted = axisNow();
  const auto scene = m_view ? m_view->scene() : std::nullopt;
  if (const ChartPaint content = paint(); scene && content)
    content(painter, *scene);
}

ChartPaint ChipStrip::paint() const
{
  if (!m_figures)
    return {};
  const QString day = barTimeText(LocalTime::of(m_chips->history.bars()->dayAt(m_figures->day)).micros, true).left(10);
  return [content = Content{m_now, *m_figures, day, m_chips->history.missing(), QSizeF(size())}](
             QPainter& painter, const ChartScene& scene) {
    const QRectF pane = scene.pane(0);
    constexpr double kLowestPane = 48; // a lower one has been collapsed
    if (pane.height() < kLowestPane)
      return;
    const double height = content.size.height(), figures = kRow * kFigureRows;
    const double top = pane.bottom() + 6 + figures > height ? std::max(0.0, height - figures) : pane.bottom() + 6;
    painter.save();
    painter.setClipRect(QRectF(1, pane.top(), content.size.width() - 1, pane.height()), Qt::IntersectClip);
    paintCells(painter, scene, content);
    painter.restore();
    paintFigures(painter, scene.style(), content, top);
  };
}

}
