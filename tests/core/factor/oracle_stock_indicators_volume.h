// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/factor/oracle.h"

/// Volatility, channels and volume at stock-indicators.

namespace zvt::tests {

#define ZVT_PLACE "IF(H=L,0,((C-L)-(H-C))/(H-L))"
#define ZVT_TYPICAL "((H+L+C)/3)"
#define ZVT_TYPICAL_CHANGE "(" ZVT_TYPICAL "-REF(" ZVT_TYPICAL ",1))"
#define ZVT_RISING_FLOW "IF(" ZVT_TYPICAL_CHANGE ">0," ZVT_TYPICAL "*V,0)"
#define ZVT_FALLING_FLOW "IF(" ZVT_TYPICAL_CHANGE "<0," ZVT_TYPICAL "*V,0)"

/// Below results/.
inline const std::vector<OracleCase> kVolumeResults{
    {"adl.csv", "adl", "AD(H,L,C,V)"},
    {"adl.csv", "moneyFlowMultiplier", ZVT_PLACE},
    {"adl.csv", "moneyFlowVolume", ZVT_PLACE "*V"},
    {"atr.csv", "tr", "TR(H,L,C)"},
    {"atr.csv", "atr", "ATR(H,L,C,14)"},
    {"atr.csv", "atrp", "NATR(H,L,C,14)"},
    {"bb.csv", "sma", "BBANDS(C,20,2).MIDDLE"},
    {"bb.csv", "upperBand", "BBANDS(C,20,2).UPPER"},
    {"bb.csv", "lowerBand", "BBANDS(C,20,2).LOWER"},
    {"bb.csv", "percentB", "BOLLPLACE(C,20,2).PERCENTB"},
    {"bb.csv", "zScore", "ZSCORE(C,20)"},
    {"bb.csv", "width", "BOLLPLACE(C,20,2).BANDWIDTH"},
    {"chaikin-osc.csv", "moneyFlowMultiplier", ZVT_PLACE},
    {"chaikin-osc.csv", "moneyFlowVolume", ZVT_PLACE "*V"},
    {"chaikin-osc.csv", "adl", "AD(H,L,C,V)"},
    {"chaikin-osc.csv", "oscillator", "ADOSC(H,L,C,V,3,10,1)"},
    {"chaikin-osc.csv", "fastEma", "EMA(AD(H,L,C,V),3,1)"},
    {"chaikin-osc.csv", "slowEma", "EMA(AD(H,L,C,V),10,1)"},
    {"cmf.csv", "moneyFlowMultiplier", ZVT_PLACE},
    {"cmf.csv", "moneyFlowVolume", ZVT_PLACE "*V"},
    {"cmf.csv", "cmf", "CMF(H,L,C,V,20)"},
    {"donchian.csv", "upperBand", "DONCHIAN(H,L,20,1).UPPER"},
    {"donchian.csv", "centerline", "DONCHIAN(H,L,20,1).MIDDLE"},
    {"donchian.csv", "lowerBand", "DONCHIAN(H,L,20,1).LOWER"},
    {"donchian.csv", "width", "(DONCHIAN(H,L,20,1).UPPER-DONCHIAN(H,L,20,1).LOWER)/DONCHIAN(H,L,20,1).MIDDLE"},
    {"force.csv", "forceIndex", "FORCE(C,V,2,1)"},
    {"heikinashi.csv", "open", "HEIKINASHI(O,H,L,C).OPEN"},
    {"heikinashi.csv", "high", "HEIKINASHI(O,H,L,C).HIGH"},
    {"heikinashi.csv", "low", "HEIKINASHI(O,H,L,C).LOW"},
    {"heikinashi.csv", "close", "HEIKINASHI(O,H,L,C).CLOSE"},
    {"keltner.csv", "upperBand", "KELTNER(H,L,C,20,2,10).UPPER"},
    {"keltner.csv", "centerline", "KELTNER(H,L,C,20,2,10).MIDDLE"},
    {"keltner.csv", "lowerBand", "KELTNER(H,L,C,20,2,10).LOWER"},
    {"keltner.csv", "width",
        "(KELTNER(H,L,C,20,2,10).UPPER-KELTNER(H,L,C,20,2,10).LOWER)/KELTNER(H,L,C,20,2,10).MIDDLE"},
    {"ma-env.csv", "centerline", "ENVELOPE(C,20,2.5).MIDDLE"},
    {"ma-env.csv", "upperEnvelope", "ENVELOPE(C,20,2.5).UPPER"},
    {"ma-env.csv", "lowerEnvelope", "ENVELOPE(C,20,2.5).LOWER"},
    {"mfi.csv", "mfi", "MFI(H,L,C,V,14)"},
    {"obv.csv", "obv", "OBV(C,V,0)"},
    {"stdev.csv", "stdDev", "STDP(C,14)"},
    {"stdev.csv", "mean", "MA(C,14)"},
    {"stdev.csv", "zScore", "ZSCORE(C,14)"},
    {"tr.csv", "tr", "TR(H,L,C)"},
    {"ulcer.csv", "ulcerIndex", "ULCER(C,14)"},
    {"ulcer.csv", "ui", "ULCER(C,14)"},
    {"vwap.csv", "vwap", "AVWAP(H,L,C,V,1)"},
};

/// Below calc/.
inline const std::vector<OracleCase> kVolumeSheets{
    {"Adl__ADL.csv", "mfm", ZVT_PLACE},
    {"Adl__ADL.csv", "mfv", ZVT_PLACE "*V"},
    {"Adl__ADL.csv", "adl", "AD(H,L,C,V)"},
    {"Adl__ADL.csv", "sma", "MA(AD(H,L,C,V),20)"},
    {"Atr__ATR.csv", "H-L", "H-L+0*REF(C,1)"},
    {"Atr__ATR.csv", "|H-pC|", "ABS(H-REF(C,1))"},
    {"Atr__ATR.csv", "|L-pC|", "ABS(L-REF(C,1))"},
    {"Atr__ATR.csv", "TR", "TR(H,L,C)"},
    {"Atr__ATR.csv", "ATR", "ATR(H,L,C,14)"},
    {"Atr__ATR.csv", "ATR%", "NATR(H,L,C,14)"},
    {"BollingerBands__Bollinger_Bands.csv", "stdev", "STDP(C,20)"},
    {"BollingerBands__Bollinger_Bands.csv", "sma", "MA(C,20)"},
    {"BollingerBands__Bollinger_Bands.csv", "upper", "BOLL(C,20,2,0).UPPER"},
    {"BollingerBands__Bollinger_Bands.csv", "lower", "BOLL(C,20,2,0).LOWER"},
    {"BollingerBands__Bollinger_Bands.csv", "%b", "BOLLPLACE(C,20,2).PERCENTB"},
    {"BollingerBands__Bollinger_Bands.csv", "z-score", "ZSCORE(C,20)"},
    {"BollingerBands__Bollinger_Bands.csv", "width", "BOLLPLACE(C,20,2).BANDWIDTH"},
    {"Cmf__CMF.csv", "mfm", ZVT_PLACE},
    {"Cmf__CMF.csv", "mfv", ZVT_PLACE "*V"},
    {"Cmf__CMF.csv", "cmf", "CMF(H,L,C,V,20)"},
    {"Donchian__Donchian.csv", "Center", "DONCHIAN(H,L,20,1).MIDDLE"},
    {"Donchian__Donchian.csv", "Upper", "DONCHIAN(H,L,20,1).UPPER"},
    {"Donchian__Donchian.csv", "Lower", "DONCHIAN(H,L,20,1).LOWER"},
    {"Donchian__Donchian.csv", "Width",
        "(DONCHIAN(H,L,20,1).UPPER-DONCHIAN(H,L,20,1).LOWER)/DONCHIAN(H,L,20,1).MIDDLE"},
    {"ForceIndex__Force_Index.csv", "raw force", "(C-REF(C,1))*V"},
    {"ForceIndex__Force_Index.csv", "ema force", "FORCE(C,V,13,1)"},
    {"Mfi__MFI.csv", "tp", ZVT_TYPICAL},
    {"Mfi__MFI.csv", "updown", "IF(" ZVT_TYPICAL_CHANGE ">0,1,IF(" ZVT_TYPICAL_CHANGE "<0,-1,0))"},
    {"Mfi__MFI.csv", "umf", ZVT_RISING_FLOW},
    {"Mfi__MFI.csv", "dmf", ZVT_FALLING_FLOW},
    {"Mfi__MFI.csv", "14umf", "SUM(" ZVT_RISING_FLOW ",14)"},
    {"Mfi__MFI.csv", "14dmf", "SUM(" ZVT_FALLING_FLOW ",14)"},
    {"Mfi__MFI.csv", "mfratio", "SUM(" ZVT_RISING_FLOW ",14)/SUM(" ZVT_FALLING_FLOW ",14)"},
    {"Mfi__MFI.csv", "mf", "MFI(H,L,C,V,14)"},
    {"Obv__OBV.csv", "upDown", "IF(C>REF(C,1),1,IF(C<REF(C,1),-1,0))"},
    {"Obv__OBV.csv", "obv", "OBV(C,V,0)"},
    {"Obv__OBV.csv", "sma", "MA(OBV(C,V,0),20)"},
    {"StdDev__StdDev.csv", "stddev", "STDP(C,10)"},
    {"StdDev__StdDev.csv", "mean", "MA(C,10)"},
    {"StdDev__StdDev.csv", "zscore", "ZSCORE(C,10)"},
    {"StdDev__StdDev.csv", "sma", "MA(STDP(C,10),5)"},
    {"Tr__TR.csv", "H-L", "H-L+0*REF(C,1)"},
    {"Tr__TR.csv", "|H-pC|", "ABS(H-REF(C,1))"},
    {"Tr__TR.csv", "|L-pC|", "ABS(L-REF(C,1))"},
    {"Tr__TR.csv", "TR", "TR(H,L,C)"},
    {"Vwap__VWAP.csv", "TP", ZVT_TYPICAL},
    {"Vwap__VWAP.csv", "V×TP", ZVT_TYPICAL "*V"},
    {"Vwap__VWAP.csv", "CumVTP", "SUM(" ZVT_TYPICAL "*V,0)"},
    {"Vwap__VWAP.csv", "CumVol", "SUM(V,0)"},
    {"Vwap__VWAP.csv", "VWAP", "AVWAP(H,L,C,V,1)"},
    // the anchor is the 31st bar
    {"Vwap__VWAP_with_Start_Date.csv", "TP", ZVT_TYPICAL, 1, 30},
    {"Vwap__VWAP_with_Start_Date.csv", "V×TP", ZVT_TYPICAL "*V", 1, 30},
    {"Vwap__VWAP_with_Start_Date.csv", "CumVTP", "SUM(IF(BARSCOUNT(C)>30," ZVT_TYPICAL "*V,0),0)", 1, 30},
    {"Vwap__VWAP_with_Start_Date.csv", "CumVol", "SUM(IF(BARSCOUNT(C)>30,V,0),0)", 1, 30},
    {"Vwap__VWAP_with_Start_Date.csv", "VWAP", "AVWAP(H,L,C,V,BARSCOUNT(C)>30)", 1, 30},
};
inline const std::vector<OracleException> kVolumeExceptions{
    {"heikinashi.csv", "volume", "input"},
    {"heikinashi.csv", "date", "the day"},
};

}
