namespace Hourglass;

/// <summary>A part that needs decoders whose output depends on the latent vector only, which those of columns in order do not have.</summary>
internal interface IOneOutput;
