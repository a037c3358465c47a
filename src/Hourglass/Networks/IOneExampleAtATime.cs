namespace Hourglass;

/// <summary>
/// A part of a model that puts examples of its own through the networks while training, or takes the slope of what they make of one
/// example. It needs networks that treat each example for itself, which batch normalisation does not.
/// </summary>
internal interface IOneExampleAtATime;
