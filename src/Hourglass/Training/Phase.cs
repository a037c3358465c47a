using System.Text.Json.Serialization;

namespace Hourglass.Training;

/// <summary>A stage of training.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(GradientDescent), "gradient-descent")]
[JsonDerivedType(typeof(PrincipalComponents), "principal-components")]
public abstract record Phase;
