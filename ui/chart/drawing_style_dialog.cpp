// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/drawing_style_dialog.h"

#include "ui/chart/drawing_feature.h"
#include "ui/chart/drawing_store.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"
#include "widgets/chart/chart_style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

using widgets::Drawing;
using widgets::DrawingKind;
using widgets::DrawingStyle;

namespace {

QIcon swatch(const QColor& color)
{
  QPixmap picture(28, 28);
  picture.setDevicePixelRatio(2);
  picture.fill(color);
  return picture;
}

QString colorName(const QString& role)
{
  if (role == QLatin1String("red"))
    return Tr::tr("Red");
  if (role == QLatin1String("green"))
    return Tr::tr("Green");
  if (role == QLatin1String("text"))
    return Tr::tr("Colour of texts");
  return Tr::tr("Colour %1").arg(role.mid(6).toInt() + 1);
}

QString penName(Qt::PenStyle pen)
{
  switch (pen) {
  case Qt::DashLine:
    return Tr::tr("Dashed");
  case Qt::DotLine:
    return Tr::tr("Dotted");
  case Qt::DashDotLine:
    return Tr::tr("Dashes and dots");
  default:
    return Tr::tr("Solid");
  }
}

constexpr std::array kPens = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};

}

DrawingStyleDialog::DrawingStyleDialog(DrawingFeature& feature, std::vector<Drawing> drawings, QWidget* parent)
    : QDialog(parent)
    , m_feature(feature)
    , m_drawings(std::move(drawings))
    , m_kind(widgets::infoOf(m_drawings.front().kind))
    , m_sameKind(std::all_of(m_drawings.begin(), m_drawings.end(),
          [this](const Drawing& drawing) { return drawing.kind == m_drawings.front().kind; }))
    , m_color(m_drawings.front().style.color)
{
  setObjectName(QStringLiteral("drawingStyleDialog"));
  setWindowTitle(
      m_drawings.size() == 1 ? m_kind.name() : Tr::tr("%n drawing(s)", nullptr, static_cast<int>(m_drawings.size())));
  build();
  validate();
  if (m_kind.writes && m_text)
    m_text->setFocus();
}

void DrawingStyleDialog::build()
{
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 12, 16, 12);
  column->setSpacing(12);
  auto* form = new QFormLayout;
  form->setSpacing(8);
  form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
  if (m_kind.writes)
    addText(*form);
  addColors(*form);
  addLine(*form);
  if (!m_kind.writes)
    addText(*form);
  addLevels(*form);
  addPrices(*form);
  column->addLayout(form);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  auto* standard = new QPushButton(Tr::tr("Use for new ones"), this);
  standard->setObjectName(QStringLiteral("styleDefaultButton"));
  standard->setToolTip(Tr::tr("New drawings of this kind look like this one"));
  standard->setAutoDefault(false);
  m_ok = new QPushButton(Tr::tr("OK"), this);
  m_ok->setObjectName(QStringLiteral("styleOkButton"));
  m_ok->setProperty("role", QStringLiteral("primary"));
  m_ok->setDefault(true);
  auto* cancel = new QPushButton(Tr::tr("Cancel"), this);
  cancel->setObjectName(QStringLiteral("styleCancelButton"));
  cancel->setAutoDefault(false);
  foot->addWidget(standard);
  foot->addStretch(1);
  foot->addWidget(m_ok);
  foot->addWidget(cancel);
  column->addLayout(foot);
  connect(standard, &QPushButton::clicked, this, &DrawingStyleDialog::keepAsDefault);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_ok, &QPushButton::clicked, this, [this] {
    apply();
    accept();
  });
}

void DrawingStyleDialog::addColors(QFormLayout& form)
{
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2);
  const widgets::ChartStyle chart = widgets::currentChartStyle();
  for (const char* role : widgets::drawingColors()) {
    auto* button = new QToolButton(box);
    const QString name = QLatin1String(role);
    button->setObjectName(QStringLiteral("colorButton_") + name);
    DrawingStyle style;
    style.color = name;
    button->setIcon(swatch(widgets::colorOf(style, chart)));
    button->setToolTip(colorName(name));
    button->setAccessibleName(button->toolTip());
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setChecked(m_color == name);
    connect(button, &QToolButton::clicked, this, [this, name] {
      m_color = name;
      m_rgb->clear();
      for (QToolButton* each : m_swatches)
        each->setChecked(each->objectName() == QStringLiteral("colorButton_") + name);
    });
    row->addWidget(button);
    m_swatches.push_back(button);
  }
  m_rgb = new QLineEdit(box);
  m_rgb->setObjectName(QStringLiteral("colorEdit"));
  m_rgb->setPlaceholderText(QStringLiteral("#RRGGBB"));
  m_rgb->setAccessibleName(Tr::tr("Another colour"));
  m_rgb->setMaximumWidth(90);
  if (m_color.startsWith(u'#'))
    m_rgb->setText(m_color);
  connect(m_rgb, &QLineEdit::textEdited, this, [this](const QString& text) {
    if (QColor(text).isValid() && text.startsWith(u'#')) {
      m_color = QColor(text).name();
      for (QToolButton* each : m_swatches)
        each->setChecked(false);
    }
  });
  row->addWidget(m_rgb);
  row->addStretch(1);
  form.addRow(Tr::tr("Colour"), box);
}

void DrawingStyleDialog::addLine(QFormLayout& form)
{
  const DrawingStyle& style = m_drawings.front().style;
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  m_width = new QDoubleSpinBox(box);
  m_width->setObjectName(QStringLiteral("widthSpin"));
  m_width->setRange(0.5, 12);
  m_width->setSingleStep(0.5);
  m_width->setDecimals(1);
  m_width->setValue(style.width);
  m_width->setAccessibleName(Tr::tr("Width of the line"));
  m_pen = new QComboBox(box);
  m_pen->setObjectName(QStringLiteral("penCombo"));
  m_pen->setAccessibleName(Tr::tr("Kind of line"));
  for (const Qt::PenStyle pen : kPens)
    m_pen->addItem(penName(pen), static_cast<int>(pen));
  m_pen->setCurrentIndex(std::max(0, m_pen->findData(static_cast<int>(style.pen))));
  row->addWidget(m_width);
  row->addWidget(m_pen);
  row->addStretch(1);
  form.addRow(Tr::tr("Stroke"), box);

  const auto check = [&](const char* name, const QString& text, bool on, bool wanted) {
    auto* button = new QCheckBox(text, this);
    button->setObjectName(QLatin1String(name));
    button->setChecked(on);
    button->setVisible(wanted);
    if (wanted)
      form.addRow(QString(), button);
    return button;
  };
  const bool leveled = !m_kind.levels.empty();
  const bool labelled = leveled || m_kind.kind == DrawingKind::HorizontalLine
      || m_kind.kind == DrawingKind::HorizontalRay || m_kind.kind == DrawingKind::VerticalLine;
  const bool extends = m_kind.kind == DrawingKind::ParallelChannel || m_kind.kind == DrawingKind::RegressionChannel
      || m_kind.kind == DrawingKind::FibRetracement || m_kind.kind == DrawingKind::FibExtension;
  m_fill = check("fillCheck", Tr::tr("Fill the ground"), style.fill, m_kind.fills);
  m_labels = check("labelsCheck", Tr::tr("Show figures"), style.labels, labelled);
  m_extend = check("extendCheck", Tr::tr("Go on to the right"), style.extend, extends);
}

void DrawingStyleDialog::addText(QFormLayout& form)
{
  if (m_drawings.size() > 1)
    return;
  const DrawingStyle& style = m_drawings.front().style;
  m_text = new QPlainTextEdit(style.text, this);
  m_text->setObjectName(QStringLiteral("drawingTextEdit"));
  m_text->setTabChangesFocus(true);
  m_text->setFixedHeight(m_text->fontMetrics().height() * 3 + 14);
  m_text->setAccessibleName(Tr::tr("Text"));
  form.addRow(Tr::tr("Text"), m_text);
  m_textSize = new QSpinBox(this);
  m_textSize->setObjectName(QStringLiteral("textSizeSpin"));
  m_textSize->setRange(8, 72);
  m_textSize->setValue(style.textSize);
  form.addRow(Tr::tr("Size of the text"), m_textSize);
}

void DrawingStyleDialog::addLevels(QFormLayout& form)
{
  const DrawingStyle& style = m_drawings.front().style;
  if (m_sameKind && !m_kind.levels.empty()) {
    QStringList texts;
    for (const double level : style.levels)
      texts << QString::number(level, 'g', 6);
    m_levels = new QLineEdit(texts.join(u' '), this);
    m_levels->setObjectName(QStringLiteral("levelsEdit"));
    m_levels->setMinimumWidth(320);
    m_levels->setToolTip(Tr::tr("Numbers with blanks between them"));
    connect(m_levels, &QLineEdit::textChanged, this, &DrawingStyleDialog::validate);
    form.addRow(Tr::tr("Levels"), m_levels);
  }
  if (m_kind.kind != DrawingKind::LongPosition && m_kind.kind != DrawingKind::ShortPosition)
    return;
  m_risk = new QDoubleSpinBox(this);
  m_risk->setObjectName(QStringLiteral("riskSpin"));
  m_risk->setRange(0, 1e12);
  m_risk->setDecimals(0);
  m_risk->setSingleStep(1000);
  m_risk->setGroupSeparatorShown(true);
  m_risk->setValue(style.risk);
  m_risk->setToolTip(Tr::tr("Money that may be lost at the stop; the number of shares follows from it"));
  form.addRow(Tr::tr("Risk amount"), m_risk);
}

void DrawingStyleDialog::addPrices(QFormLayout& form)
{
  const widgets::AnchorScalePtr& scale = m_feature.layer().scale();
  const Drawing& drawing = m_drawings.front();
  constexpr std::size_t kMost = 3;
  if (m_drawings.size() > 1 || !scale || drawing.locked || drawing.anchors.size() > kMost)
    return;
  for (std::size_t i = 0; i < drawing.anchors.size(); ++i) {
    const QString price = QString::number(scale->shown(drawing.anchors[i]), 'f', scale->priceDecimals());
    auto* edit = new QLineEdit(price, this);
    edit->setObjectName(QStringLiteral("anchorPriceEdit%1").arg(i));
    edit->setProperty("before", price);
    edit->setMaximumWidth(120);
    connect(edit, &QLineEdit::textChanged, this, &DrawingStyleDialog::validate);
    form.addRow(Tr::tr("Price on %1").arg(widgets::AnchorScale::timeText(drawing.anchors[i].time)), edit);
    m_prices.push_back(edit);
  }
}

bool DrawingStyleDialog::readLevels(std::vector<double>& levels) const
{
  static const QRegularExpression kBlank(QStringLiteral("[\\s;,，、]+"));
  levels.clear();
  for (const QString& part : m_levels->text().split(kBlank, Qt::SkipEmptyParts)) {
    bool ok = false;
    const double level = part.toDouble(&ok);
    constexpr double kMost = 1000;
    if (!ok || !(std::abs(level) <= kMost))
      return false;
    levels.push_back(level);
  }
  constexpr std::size_t kMostLevels = 30;
  return !levels.empty() && levels.size() <= kMostLevels;
}

void DrawingStyleDialog::validate()
{
  std::vector<double> levels;
  bool good = !m_levels || readLevels(levels);
  for (const QLineEdit* edit : m_prices) {
    bool ok = false;
    good = std::isfinite(edit->text().toDouble(&ok)) && ok && good;
  }
  if (m_ok)
    m_ok->setEnabled(good);
}

DrawingStyle DrawingStyleDialog::style() const
{
  DrawingStyle style = m_drawings.front().style;
  style.color = m_color;
  style.width = m_width->value();
  style.pen = static_cast<Qt::PenStyle>(m_pen->currentData().toInt());
  style.fill = m_fill->isChecked();
  style.labels = m_labels->isChecked();
  style.extend = m_extend->isChecked();
  if (m_text) {
    style.text = m_text->toPlainText();
    style.textSize = m_textSize->value();
  }
  if (std::vector<double> levels; m_levels && readLevels(levels))
    style.levels = std::move(levels);
  if (m_risk)
    style.risk = m_risk->value();
  return style;
}

void DrawingStyleDialog::apply()
{
  const DrawingStyle wanted = style();
  const DrawingStyle first = m_drawings.front().style;
  widgets::DrawingEdit edit{widgets::DrawingEdit::What::Style, {}, {}};
  for (const Drawing& known : m_drawings) {
    const Drawing* now = widgets::find(*m_feature.layer().drawings(), known.id);
    if (!now)
      continue;
    Drawing after = *now;
    DrawingStyle& style = after.style;
    style.color = wanted.color;
    style.width = wanted.width;
    style.pen = wanted.pen;
    if (m_sameKind) { // of others only what all have
      const QString text = m_drawings.size() > 1 ? style.text : wanted.text;
      style = wanted;
      style.text = text;
    }
    const widgets::AnchorScalePtr& scale = m_feature.layer().scale();
    for (std::size_t i = 0; i < m_prices.size() && i < after.anchors.size() && scale; ++i)
      if (m_prices[i]->text() != m_prices[i]->property("before").toString())
        after.anchors[i].price = scale->raw(m_prices[i]->text().toDouble(), after.anchors[i].time);
    if (after == *now)
      continue;
    edit.before.push_back(*now);
    edit.after.push_back(std::move(after));
  }
  if (!edit.before.empty())
    m_feature.push(edit);
}

void DrawingStyleDialog::keepAsDefault()
{
  for (const Drawing& drawing : m_drawings) {
    DrawingStyle wanted = style();
    if (!m_sameKind)
      wanted.levels = drawing.style.levels;
    m_feature.store().setStyle(drawing.kind, wanted);
  }
}

}
