// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/factor/oracle.h"

/// TA-Lib 0.4.0 with its defaults, printed with twelve significant digits. It shows all outputs of a function from the
/// bar on at which the last one is known; the rows before are skipped.

namespace zvt::tests {

inline const std::vector<OracleCase> kTalibTrend{
    {"", "SMA_5", "MA(C,5)"},
    {"", "SMA_20", "MA(C,20)"},
    {"", "SMA_250", "MA(C,250)"},
    {"", "EMA_12", "EMA(C,12,1)"},
    {"", "EMA_26", "EMA(C,26,1)"},
    {"", "WMA_10", "WMA(C,10)"},
    {"", "DEMA_20", "DEMA(C,20)"},
    {"", "TEMA_20", "TEMA(C,20)"},
    {"", "TRIMA_20", "TRIMA(C,20)"},
    {"", "KAMA_10", "KAMA(C,10)"},
    {"", "T3_5_0.7", "T3(C,5,0.7)"},
    {"", "MACD_12_26_9_line", "MACD(C,12,26,9,1,2).DIFF", 1, 33},
    {"", "MACD_12_26_9_signal", "MACD(C,12,26,9,1,2).DEA"},
    {"", "MACD_12_26_9_hist", "MACD(C,12,26,9,1,2).MACD"},
    {"", "RSI_6", "RSI(C,6)"},
    {"", "RSI_14", "RSI(C,14)"},
    {"", "CMO_14", "CMO(C,14,1)"},
    {"", "STOCH_9_3_3_slowk", "STOCH(H,L,C,9,3,3).K", 1, 12},
    {"", "STOCH_9_3_3_slowd", "STOCH(H,L,C,9,3,3).D"},
    {"", "STOCH_14_3_3_slowk", "STOCH(H,L,C,14,3,3).K", 1, 17},
    {"", "STOCH_14_3_3_slowd", "STOCH(H,L,C,14,3,3).D"},
    {"", "STOCHF_14_3_fastk", "STOCH(H,L,C,14,1,3).K", 1, 15},
    {"", "STOCHF_14_3_fastd", "STOCH(H,L,C,14,1,3).D"},
    {"", "STOCHRSI_14_14_3_fastk", "STOCHRSI(C,14,14,1,3).K", 1, 29},
    {"", "STOCHRSI_14_14_3_fastd", "STOCHRSI(C,14,14,1,3).D"},
    {"", "ROC_10", "ROC(C,10)"},
    {"", "MOM_10", "MOM(C,10)"},
    {"", "ROCP_10", "ROCP(C,10)"},
    {"", "PPO_12_26_EMA", "PPO(C,12,26,1)"},
    {"", "TRIX_15", "TRIX(C,15)"},
    {"", "ADX_14", "ADX(H,L,C,14)"},
    {"", "ADXR_14", "ADXR(H,L,C,14)"},
    {"", "PLUS_DI_14", "PLUS_DI(H,L,C,14)"},
    {"", "MINUS_DI_14", "MINUS_DI(H,L,C,14)"},
    {"", "CCI_14", "CCI(H,L,C,14)"},
    {"", "WILLR_14", "WILLR(H,L,C,14)"},
    {"", "AROON_14_down", "AROON(H,L,14).DOWN"},
    {"", "AROON_14_up", "AROON(H,L,14).UP"},
    {"", "ULTOSC_7_14_28", "ULTOSC(H,L,C,7,14,28)"},
    {"", "SAR_0.02_0.2", "SAR(H,L,0.02,0.2)"},
    {"", "LINEARREG_14", "LINEARREG(C,14)"},
    {"", "LINEARREG_SLOPE_14", "LINEARREG_SLOPE(C,14)"},
    {"", "CORREL_HL_30", "CORREL(H,L,30)", 1, 0, false, 1e-8}, // TA-Lib loses digits in differences of sums of squares
    {"", "BETA_HL_5", "BETA(ROCP(L,1),ROCP(H,1),5)"},
};

/// Volatility, channels and volume.
inline const std::vector<OracleCase> kTalibVolume{
    {"", "BBANDS_20_2_upper", "BBANDS(C,20,2).UPPER"},
    {"", "BBANDS_20_2_middle", "BBANDS(C,20,2).MIDDLE"},
    {"", "BBANDS_20_2_lower", "BBANDS(C,20,2).LOWER"},
    {"", "TRANGE", "TR(H,L,C)"},
    {"", "ATR_14", "ATR(H,L,C,14)"},
    {"", "NATR_14", "NATR(H,L,C,14)"},
    {"", "STDDEV_20_1", "STDDEV(C,20)"},
    {"", "VAR_20_1", "VARP(C,20)"},
    {"", "OBV", "OBV(C,V)"},
    {"", "AD", "AD(H,L,C,V)"},
    {"", "ADOSC_3_10", "ADOSC(H,L,C,V,3,10)", 1, 0, false, 1e-8}, // what is left of sums of a billion
    {"", "MFI_14", "MFI(H,L,C,V,14)"},
    {"", "BOP", "BOP(O,H,L,C)"},
    {"", "MAX_20", "HHV(C,20)"},
    {"", "MIN_20", "LLV(C,20)"},
};

}
