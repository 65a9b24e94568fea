const iptc = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/**
 * What a tenant may declare of its assets' origin: the IPTC Digital Source Type vocabulary. `empty` of C2PA's own is not among
 * them: it means a blank canvas, which no pre-existing asset is.
 */
export const digitalSourceTypes = [
  `${iptc}digitalCapture`,
  `${iptc}computationalCapture`,
  `${iptc}negativeFilm`,
  `${iptc}positiveFilm`,
  `${iptc}print`,
  `${iptc}humanEdits`,
  `${iptc}algorithmicallyEnhanced`,
  `${iptc}compositeWithTrainedAlgorithmicMedia`,
  `${iptc}composite`,
  `${iptc}compositeCapture`,
  `${iptc}compositeSynthetic`,
  `${iptc}digitalCreation`,
  `${iptc}dataDrivenMedia`,
  `${iptc}trainedAlgorithmicMedia`,
  `${iptc}algorithmicMedia`,
  `${iptc}screenCapture`,
  `${iptc}virtualRecording`,
] as const;
