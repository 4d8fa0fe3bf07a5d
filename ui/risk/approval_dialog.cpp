// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/risk/approval_dialog.h"

#include "ui/risk/risk_tables.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace zvt::ui {

ApprovalDialog::ApprovalDialog(
    const Context& context, const risk::ApprovalRequest& request, bool agrees, QWidget* parent)
    : QDialog(parent)
    , m_name(named(new QLineEdit(this), "approverEdit"))
    , m_note(named(new QLineEdit(this), "approvalNoteEdit"))
    , m_role(named(new QComboBox(this), "approverRoleCombo"))
    , m_accept(named(new QPushButton(this), "acceptApprovalButton"))
{
  setObjectName(QStringLiteral("approvalDialog"));
  setWindowIcon(widgets::icon(QStringLiteral("shield")));
  setWindowTitle(agrees ? Tr::tr("Agree to an order") : Tr::tr("Refuse an order"));
  auto* order = new widgets::TextLabel(orderText(context, request), this);
  order->setWordWrap(true);
  for (const risk::ApprovalLevel& level : request.levels)
    for (const std::string& role : level.roles)
      if (const QString text = QString::fromStdString(role); m_role->findText(text) < 0)
        m_role->addItem(text);
  auto* fields = new QWidget(this);
  QFormLayout* form = formOf(fields);
  m_labels.addRow(form, [] { return Tr::tr("Your name"); }, m_name);
  m_labels.addRow(form, [] { return Tr::tr("Role"); }, m_role);
  if (agrees)
    m_note->hide();
  else
    m_labels.addRow(form, [] { return Tr::tr("Why"); }, m_note);
  m_labels.retranslate();
  auto* cancel = new QPushButton(Tr::tr("Cancel"), this);
  cancel->setAutoDefault(false);
  m_accept->setText(agrees ? Tr::tr("Agree") : Tr::tr("Refuse"));
  m_accept->setProperty("role", agrees ? QStringLiteral("primary") : QStringLiteral("danger"));
  m_accept->setDefault(true);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  foot->addStretch(1);
  foot->addWidget(m_accept);
  foot->addWidget(cancel);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 12, 16, 12);
  layout->setSpacing(12);
  layout->addWidget(order);
  layout->addWidget(fields);
  layout->addLayout(foot);
  connect(m_name, &QLineEdit::textChanged, this, &ApprovalDialog::check);
  connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  check();
  layout->activate();
  resize(420, sizeHint().height());
}

risk::Approver ApprovalDialog::who() const
{
  return {m_name->text().trimmed().toStdString(), {m_role->currentText().toStdString()}};
}

std::string ApprovalDialog::note() const
{
  return m_note->text().trimmed().toStdString();
}

void ApprovalDialog::check()
{
  m_accept->setEnabled(!m_name->text().trimmed().isEmpty());
}

}
