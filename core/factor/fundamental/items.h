// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/fundamental/statements.h"

/// The lines of the statements that the built-in figures are made of.
namespace zvt::factor::items {

inline constexpr Item kRevenue{StatementKind::Income, "operating_income"};
inline constexpr Item kCostOfSales{StatementKind::Income, "operating_costs"};
inline constexpr Item kSellingCosts{StatementKind::Income, "sales_costs"};
inline constexpr Item kAdministration{StatementKind::Income, "managing_costs"};
inline constexpr Item kFinanceCosts{StatementKind::Income, "financing_costs"};
inline constexpr Item kOperatingProfit{StatementKind::Income, "operating_profit"};
inline constexpr Item kPretaxProfit{StatementKind::Income, "total_profits"};
inline constexpr Item kTax{StatementKind::Income, "tax_expense"};
inline constexpr Item kNetProfit{StatementKind::Income, "net_profit"};
inline constexpr Item kParentProfit{StatementKind::Income, "net_profit_as_parent"};
inline constexpr Item kRecurringProfit{StatementKind::Income, "deducted_net_profit"};

inline constexpr Item kCash{StatementKind::Balance, "cash_and_cash_equivalents"};
inline constexpr Item kReceivables{StatementKind::Balance, "accounts_receivable"};
inline constexpr Item kInventories{StatementKind::Balance, "inventories"};
inline constexpr Item kCurrentAssets{StatementKind::Balance, "total_current_assets"};
inline constexpr Item kFixedAssets{StatementKind::Balance, "fixed_assets"};
inline constexpr Item kGoodwill{StatementKind::Balance, "goodwill"};
inline constexpr Item kAssets{StatementKind::Balance, "total_assets"};
inline constexpr Item kShortLoans{StatementKind::Balance, "short_term_borrowing"};
inline constexpr Item kDueWithinYear{StatementKind::Balance, "current_portion_of_non_current_liabilities"};
inline constexpr Item kCurrentLiabilities{StatementKind::Balance, "total_current_liabilities"};
inline constexpr Item kLongLoans{StatementKind::Balance, "long_term_borrowing"};
inline constexpr Item kBonds{StatementKind::Balance, "fi_bond_payable"};
inline constexpr Item kLongLiabilities{StatementKind::Balance, "total_non_current_liabilities"};
inline constexpr Item kLiabilities{StatementKind::Balance, "total_liabilities"};
inline constexpr Item kShareCapital{StatementKind::Balance, "capital"};
inline constexpr Item kCapitalReserve{StatementKind::Balance, "capital_reserve"};
inline constexpr Item kSurplusReserve{StatementKind::Balance, "surplus_reserve"};
inline constexpr Item kUndistributed{StatementKind::Balance, "undistributed_profits"};
inline constexpr Item kParentEquity{StatementKind::Balance, "equity"};
inline constexpr Item kEquity{StatementKind::Balance, "total_equity"};

inline constexpr Item kOperatingCash{StatementKind::CashFlow, "net_op_cash_flows"};
inline constexpr Item kInvestment{StatementKind::CashFlow, "cash_to_acquire_fixed_intangible_assets"};
inline constexpr Item kSharesIssued{StatementKind::CashFlow, "cash_from_accepting_investment"};
inline constexpr Item kSharesIssuedBySubsidiaries{
    StatementKind::CashFlow, "cash_from_subsidiaries_accepting_minority_interest"};
inline constexpr Item kDepreciation{StatementKind::CashFlow, "depreciation"};

inline constexpr Item kReportedRoe{StatementKind::Indicators, "roe"};
inline constexpr Item kRevenueGrowth{StatementKind::Indicators, "op_income_growth_yoy"};
inline constexpr Item kProfitGrowth{StatementKind::Indicators, "net_profit_growth_yoy"};
inline constexpr Item kCashPerRevenue{StatementKind::Indicators, "op_net_cash_flow_per_op_income"};
inline constexpr Item kSalesCashPerRevenue{StatementKind::Indicators, "sales_net_cash_flow_per_op_income"};
inline constexpr Item kCurrentRatio{StatementKind::Indicators, "current_ratio"};
inline constexpr Item kQuickRatio{StatementKind::Indicators, "quick_ratio"};
inline constexpr Item kDebtToAssets{StatementKind::Indicators, "debt_asset_ratio"};

/// All of them, for whoever reads the tables.
inline constexpr std::array kAll{kRevenue, kCostOfSales, kSellingCosts, kAdministration, kFinanceCosts,
    kOperatingProfit, kPretaxProfit, kTax, kNetProfit, kParentProfit, kRecurringProfit, kCash, kReceivables,
    kInventories, kCurrentAssets, kFixedAssets, kGoodwill, kAssets, kShortLoans, kDueWithinYear, kCurrentLiabilities,
    kLongLoans, kBonds, kLongLiabilities, kLiabilities, kShareCapital, kCapitalReserve, kSurplusReserve, kUndistributed,
    kParentEquity, kEquity, kOperatingCash, kInvestment, kSharesIssued, kSharesIssuedBySubsidiaries, kDepreciation,
    kReportedRoe, kRevenueGrowth, kProfitGrowth, kCashPerRevenue, kSalesCashPerRevenue, kCurrentRatio, kQuickRatio,
    kDebtToAssets};

}
