// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/shape_dialog.h"

#include "ui/shell/tr.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QVBoxLayout>

#include <array>
#include <cmath>
#include <utility>

namespace zvt::ui {

using market::BarShape;
using market::BoxKind;

namespace {

constexpr std::array<std::pair<BoxKind, const char*>, 3> kKinds{
    {{BoxKind::Percent, "percent"}, {BoxKind::Fixed, "fixed"}, {BoxKind::Atr, "atr"}}};

QString keyOf(BoxKind kind)
{
  for (const auto& [one, key] : kKinds)
    if (one == kind)
      return QLatin1String(key);
  return {};
}

QString nameOf(BoxKind kind)
{
  switch (kind) {
  case BoxKind::Fixed:
    return Tr::tr("Fixed, in money");
  case BoxKind::Percent:
    return Tr::tr("Per cent of the price");
  case BoxKind::Atr:
    break;
  }
  return Tr::tr("Average true ranges");
}

QJsonObject toJson(const market::ShapeSpec& spec)
{
  return {{QStringLiteral("box"), keyOf(spec.box.kind)}, {QStringLiteral("size"), spec.box.size},
      {QStringLiteral("period"), spec.box.period}, {QStringLiteral("wicks"), spec.wicks},
      {QStringLiteral("reversal"), spec.reversal}, {QStringLiteral("closes"), spec.closesOnly}};
}

market::ShapeSpec fromJson(const QJsonObject& json, market::ShapeSpec spec)
{
  const QString key = json.value(QLatin1String("box")).toString();
  for (const auto& [kind, name] : kKinds)
    if (key == QLatin1String(name) && !(kind == BoxKind::Atr && spec.shape == BarShape::PointFigure))
      spec.box.kind = kind;
  if (const double size = json.value(QLatin1String("size")).toDouble(); size > 0 && std::isfinite(size))
    spec.box.size = size;
  if (const int period = json.value(QLatin1String("period")).toInt(); period > 0)
    spec.box.period = period;
  if (const int reversal = json.value(QLatin1String("reversal")).toInt(); reversal > 0)
    spec.reversal = reversal;
  spec.wicks = json.value(QLatin1String("wicks")).toBool(spec.wicks);
  spec.closesOnly = json.value(QLatin1String("closes")).toBool(spec.closesOnly);
  return spec;
}

}

QJsonObject boxesToJson(const widgets::PriceBoxes& boxes)
{
  return {{QStringLiteral("renko"), toJson(boxes.renko)}, {QStringLiteral("range"), toJson(boxes.range)},
      {QStringLiteral("pointFigure"), toJson(boxes.pointFigure)}};
}

widgets::PriceBoxes boxesFromJson(const QJsonObject& json)
{
  widgets::PriceBoxes boxes;
  boxes.renko = fromJson(json.value(QLatin1String("renko")).toObject(), boxes.renko);
  boxes.range = fromJson(json.value(QLatin1String("range")).toObject(), boxes.range);
  boxes.pointFigure = fromJson(json.value(QLatin1String("pointFigure")).toObject(), boxes.pointFigure);
  return boxes;
}

ShapeDialog::ShapeDialog(const market::ShapeSpec& spec, const QString& style, QWidget* parent)
    : QDialog(parent)
    , m_spec(spec)
    , m_kind(new QComboBox(this))
    , m_size(new QDoubleSpinBox(this))
    , m_period(new QSpinBox(this))
    , m_reversal(new QSpinBox(this))
    , m_closes(new QCheckBox(Tr::tr("By &closes, not by high and low"), this))
    , m_wicks(new QCheckBox(Tr::tr("&Wicks"), this))
{
  setObjectName(QStringLiteral("shapeDialog"));
  setWindowTitle(style);
  auto* form = new QFormLayout;
  addBox(*form);
  addShape(*form);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* column = new QVBoxLayout(this);
  column->addLayout(form);
  column->addWidget(buttons);
  showKind();
}

void ShapeDialog::addBox(QFormLayout& form)
{
  m_kind->setObjectName(QStringLiteral("boxKindCombo"));
  for (const auto& [kind, key] : kKinds)
    if (kind != BoxKind::Atr || m_spec.shape != BarShape::PointFigure)
      m_kind->addItem(nameOf(kind), QLatin1String(key));
  m_kind->setCurrentIndex(m_kind->findData(keyOf(m_spec.box.kind)));
  form.addRow(Tr::tr("&Box"), m_kind);
  m_size->setObjectName(QStringLiteral("boxSizeSpin"));
  m_size->setDecimals(4);
  m_size->setRange(0.0001, 1e9);
  m_size->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
  m_size->setValue(m_spec.box.size);
  form.addRow(Tr::tr("&Size"), m_size);
  m_period->setObjectName(QStringLiteral("boxPeriodSpin"));
  m_period->setRange(1, 1000);
  m_period->setValue(m_spec.box.period);
  form.addRow(Tr::tr("&Bars of the average", "average true range"), m_period);
  connect(m_kind, &QComboBox::currentIndexChanged, this, &ShapeDialog::showKind);
}

void ShapeDialog::addShape(QFormLayout& form)
{
  m_reversal->setObjectName(QStringLiteral("reversalSpin"));
  m_reversal->setRange(1, 100);
  m_reversal->setValue(m_spec.reversal);
  m_closes->setObjectName(QStringLiteral("closesCheck"));
  m_closes->setChecked(m_spec.closesOnly);
  m_wicks->setObjectName(QStringLiteral("wicksCheck"));
  m_wicks->setChecked(m_spec.wicks);
  const bool figures = m_spec.shape == BarShape::PointFigure;
  if (figures) {
    form.addRow(Tr::tr("&Reversal, boxes"), m_reversal);
    form.addRow(m_closes);
  } else if (m_spec.shape == BarShape::Renko) {
    form.addRow(m_wicks);
  }
  m_reversal->setVisible(figures);
  m_closes->setVisible(figures);
  m_wicks->setVisible(m_spec.shape == BarShape::Renko);
}

BoxKind ShapeDialog::kind() const
{
  for (const auto& [kind, key] : kKinds)
    if (m_kind->currentData().toString() == QLatin1String(key))
      return kind;
  return BoxKind::Percent;
}

void ShapeDialog::showKind()
{
  m_size->setSuffix(kind() == BoxKind::Percent ? QStringLiteral(" %")
          : kind() == BoxKind::Atr             ? QStringLiteral(" ×")
                                               : QString());
  m_period->setEnabled(kind() == BoxKind::Atr);
}

market::ShapeSpec ShapeDialog::spec() const
{
  market::ShapeSpec spec = m_spec;
  spec.box = {kind(), m_size->value(), m_period->value()};
  spec.reversal = m_reversal->value();
  spec.closesOnly = m_closes->isChecked();
  spec.wicks = m_wicks->isChecked();
  return spec;
}

}
