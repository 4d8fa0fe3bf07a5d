// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_export_dialog.h"

#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/number_format.h"
#include "widgets/base/segmented_control.h"
#include "widgets/chart/chart_picture.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

const QString kPng = QStringLiteral("png"), kSvg = QStringLiteral("svg"), kPdf = QStringLiteral("pdf"),
              kCsv = QStringLiteral("csv");

ChartExport::Format formatOf(const QString& value)
{
  return value == kSvg ? ChartExport::Format::Svg
      : value == kPdf  ? ChartExport::Format::Pdf
      : value == kCsv  ? ChartExport::Format::Csv
                       : ChartExport::Format::Png;
}

}

ChartExportDialog::ChartExportDialog(QSize picture, std::size_t bars, QWidget* parent)
    : QDialog(parent)
    , m_picture(picture)
    , m_bars(bars)
    , m_format(new widgets::SegmentedControl(this))
    , m_scale(new QDoubleSpinBox(this))
    , m_paper(new QCheckBox(Tr::tr("Light colours, for &paper"), this))
    , m_what((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Secondary))
{
  setObjectName(QStringLiteral("chartExportDialog"));
  setWindowTitle(Tr::tr("Export the chart"));
  m_format->setObjectName(QStringLiteral("exportFormatSegments"));
  m_format->addSegment(kPng, QStringLiteral("PNG"));
  m_format->addSegment(kSvg, QStringLiteral("SVG"));
  m_format->addSegment(kPdf, QStringLiteral("PDF"));
  m_format->addSegment(kCsv, QStringLiteral("CSV"));
  m_format->setValue(kPng);
  m_format->setAccessibleName(Tr::tr("Format"));
  m_scale->setObjectName(QStringLiteral("exportScaleSpin"));
  m_scale->setRange(widgets::ChartPicture::kLeastScale, widgets::ChartPicture::kMostScale);
  m_scale->setSingleStep(0.5);
  m_scale->setValue(ChartExport().scale);
  m_scale->setSuffix(QStringLiteral(" ×"));
  m_paper->setObjectName(QStringLiteral("exportPaperCheck"));
  m_what->setObjectName(QStringLiteral("exportWhatLabel"));

  auto* form = new QFormLayout;
  form->addRow(Tr::tr("Format"), m_format);
  form->addRow(Tr::tr("&Scale"), m_scale);
  form->addRow({}, m_paper);
  form->addRow({}, m_what);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  QPushButton* go = buttons->addButton(Tr::tr("&Export…"), QDialogButtonBox::AcceptRole);
  go->setObjectName(QStringLiteral("exportButton"));
  go->setProperty("role", QStringLiteral("primary"));
  go->setDefault(true);
  auto* layout = new QVBoxLayout(this);
  constexpr int kMargin = 16;
  layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
  layout->setSpacing(kMargin);
  layout->addLayout(form);
  layout->addWidget(buttons);
  connect(m_format, &widgets::SegmentedControl::chosen, this, &ChartExportDialog::describe);
  connect(m_scale, &QDoubleSpinBox::valueChanged, this, &ChartExportDialog::describe);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(buttons, &QDialogButtonBox::accepted, this, [this] {
    const ChartExport made = choice();
    accept();
    Q_EMIT chosen(made);
  });
  describe();
}

ChartExport ChartExportDialog::choice() const
{
  return {formatOf(m_format->value()), m_scale->value(), m_paper->isChecked()};
}

void ChartExportDialog::describe()
{
  const ChartExport::Format format = formatOf(m_format->value());
  m_scale->setEnabled(format == ChartExport::Format::Png);
  m_paper->setEnabled(format != ChartExport::Format::Csv);
  switch (format) {
  case ChartExport::Format::Png: {
    const QSize pixels = (QSizeF(m_picture) * m_scale->value()).toSize();
    m_what->setText(Tr::tr("%1 by %2 pixels")
            .arg(widgets::formatNumber(pixels.width(), 0), widgets::formatNumber(pixels.height(), 0)));
    break;
  }
  case ChartExport::Format::Svg:
  case ChartExport::Format::Pdf:
    m_what->setText(Tr::tr("Lines and letters that stay sharp at any size"));
    break;
  case ChartExport::Format::Csv:
    m_what->setText(Tr::tr("%n bar(s) in sight with all indicators", nullptr, static_cast<int>(m_bars)));
    break;
  }
}

}
