namespace Hourglass;

/// <summary>
/// A part of a model that passes its own examples through the networks during training, or differentiates their result for one
/// example. It needs networks that treat examples independently, which batch normalisation does not.
/// </summary>
internal interface IOneExampleAtATime;
