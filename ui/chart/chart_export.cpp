// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart shows as a file, on the clipboard, on paper.
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/chart/chart_export_dialog.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/chart_table.h"
#include "ui/chart/compare_feature.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/level_text.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_export.h"
#include "ui/shell/tr.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/chip_strip.h"
#include "widgets/chart/lane_view.h"

#include <QApplication>
#include <QClipboard>
#include <QPrintDialog>
#include <QPrinter>

namespace zvt::ui {

namespace {

using Format = ChartExport::Format;

struct FormatWords {
  QString suffix;
  QString filter;
};

FormatWords wordsOf(Format format)
{
  switch (format) {
  case Format::Svg:
    return {QStringLiteral("svg"), Tr::tr("Vector picture") + QStringLiteral(" (*.svg)")};
  case Format::Pdf:
    return {QStringLiteral("pdf"), Tr::tr("PDF files (*.pdf)")};
  case Format::Csv:
    return {QStringLiteral("csv"), Tr::tr("Table") + QStringLiteral(" (*.csv)")};
  case Format::Png:
    break;
  }
  return {QStringLiteral("png"), Tr::tr("Picture") + QStringLiteral(" (*.png)")};
}

std::string formed(const widgets::ChartPicture& picture, const ChartExport& choice)
{
  switch (choice.format) {
  case Format::Svg:
    return picture.toSvg().toStdString();
  case Format::Pdf:
    return picture.toPdf().toStdString();
  case Format::Png:
  case Format::Csv:
    break;
  }
  return picture.toPng(choice.scale).toStdString();
}

}

bool ChartPanel::hasBars() const
{
  return state() == PanelState::Content && m_view->model() && !m_view->model()->bars->empty();
}

widgets::ChartPicture ChartPanel::picture(bool forPaper) const
{
  widgets::ChartPicture picture = m_view->picture();
  picture.heading = QStringList{title(), subtitle(), levelText(level())}.join(QStringLiteral("  "));
  if (forPaper)
    picture.style = widgets::chartStyleOf(widgets::ThemeId::Light);
  const auto add = [&](const QWidget* strip, widgets::ChartPaint paint) {
    if (strip == nullptr || !strip->isVisible() || !paint)
      return;
    const QPoint corner = strip->mapTo(this, QPoint()) - m_view->mapTo(this, QPoint());
    picture.beside.push_back({QRectF(corner, strip->size()), std::move(paint)});
  };
  const auto* chips = findChild<widgets::ChipStrip*>();
  add(chips, chips != nullptr ? chips->paint() : widgets::ChartPaint());
  for (auto* lanes : findChildren<widgets::LaneView*>()) // of the factor, and of what is known beside the bars
    add(lanes, lanes->paintAs(picture.style));
  return picture;
}

PanelTable ChartPanel::tableOf(std::size_t from, std::size_t to) const
{
  ChartCompany company;
  if (const auto* compared = feature<CompareFeature>())
    company.axes = compared->axes()->axes();
  for (const auto* lanes : findChildren<widgets::LaneView*>())
    if (lanes->lanes() != nullptr)
      company.lanes.push_back(lanes->lanes());
  return chartTable(*m_view->model(), from, to, look().style, company);
}

PanelTable ChartPanel::tableInSight() const
{
  const auto [first, last] = m_view->axis().inSight(m_view->model()->bars->size());
  return tableOf(first, last);
}

void ChartPanel::openExport()
{
  if (!hasBars())
    return;
  const auto [first, last] = m_view->axis().inSight(m_view->model()->bars->size());
  auto* dialog = new ChartExportDialog(picture(false).whole().size().toSize(), last - first, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &ChartExportDialog::chosen, this, &ChartPanel::exportChart);
  dialog->open();
}

void ChartPanel::exportChart(const ChartExport& choice)
{
  if (!hasBars())
    return;
  const FormatWords words = wordsOf(choice.format);
  const QString file = dialogsOf(m_context).saveFile(
      this, {Tr::tr("Export the chart"), exportName(*this) + u'.' + words.suffix, words.filter, words.suffix});
  if (file.isEmpty())
    return;
  // What is shown is taken here and now; forming and writing it is for the worker.
  if (choice.format == Format::Csv)
    writeExport(*this, m_context, file, [table = tableInSight()] { return toCsv(table); });
  else
    writeExport(
        *this, m_context, file, [picture = picture(choice.forPaper), choice] { return formed(picture, choice); });
}

void ChartPanel::copyPicture()
{
  if (!hasBars())
    return;
  runAsync(
      m_context.workers->next(), this,
      [picture = picture(false), scale = m_view->devicePixelRatioF()] { return picture.toImage(scale); },
      [this](const QImage& image) {
        QApplication::clipboard()->setImage(image);
        notify(m_context, this, widgets::NoteKind::Ok, Tr::tr("The picture is on the clipboard"));
      });
}

void ChartPanel::printPicture()
{
  if (!hasBars())
    return;
  QPrinter printer;
  printer.setPageOrientation(QPageLayout::Landscape);
  printer.setDocName(title());
  QPrintDialog dialog(&printer, this);
  dialog.setWindowTitle(Tr::tr("Print the chart"));
  if (dialog.exec() == QDialog::Accepted && !picture(true).print(printer))
    notify(m_context, this, widgets::NoteKind::Error, Tr::tr("The printer takes nothing; is it on?"));
}

}
